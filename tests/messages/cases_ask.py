"""Cases of what `bcd ask` prints."""

from committee.people import Role
from regulations.asking import library
from regulations.asking.answer import Answer, Label
from regulations.asking.people import Asker
from regulations.load import load
from storage.questions import Missed
from tests.messages.cases_duty import at
from tests.messages.facts import COMMITTEE_HERE, REGULATION, Cases, Facts

LACKING = load("xa")
ASKER = Asker((Role.COMMISSIONER,), "office_head")


def asked(question: str) -> Facts:
    return {"regulation": REGULATION, "answer": library().ask(REGULATION, question, ASKER)}


UNSURE = Answer(label=Label.CLARIFY, citations=(at("4.3"), at("5.3"), at("10.1")))

CASES: Cases = {
    "cli/ask_answer.txt": {
        "một khoản": asked("nếu tôi bận thì sao"),
        "nhiệm vụ": asked("nhiệm vụ của tôi là gì"),
        "không quy định": asked("phụ cấp bao nhiêu"),
        "không có điều này": asked("điều 99"),
        "có chỗ chưa thống nhất": asked("ai triệu tập họp đột xuất"),
        "thiết lập": asked("mấy giờ thì nhắc lịch"),
        "không phải câu hỏi về Quy chế": asked("trời hôm nay thế nào"),
        "vai trò khác": {
            "regulation": REGULATION,
            "answer": library().ask(REGULATION, "tôi bận thì sao", Asker((Role.DEPUTY,))),
        },
        "chưa chắc": {"regulation": REGULATION, "answer": UNSURE},
    },
    "cli/ask_incomplete.txt": {"": {}},
    "cli/ask_role.txt": {
        "": {"slug": "xa", "role": "Thư ký", "known": tuple(LACKING.titles.values())}
    },
    "cli/ask_file.txt": {"": {"file": "cau-hoi.jsonl"}},
    "cli/ask_line.txt": {
        "thiếu": {"missing": ["role", "question"]},
        "không đọc được": {"missing": []},
    },
    "cli/ask_missed.txt": {
        "có": {
            "days": 90,
            "counted": [
                Missed("", "clarify", 1),
                Missed(COMMITTEE_HERE.name, "not_regulated", 4),
                Missed(COMMITTEE_HERE.name, "not_understood", 12),
                Missed(COMMITTEE_HERE.name, "setting", 2),
            ],
            "passed": ["Phụ cấp kiêm nhiệm bao nhiêu?"],
        },
        "không": {"days": 90, "counted": [], "passed": []},
    },
}
