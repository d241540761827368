"""Cases of what is said about a regulation: clauses, duties, what it does not say."""

from committee.people import Role
from committee.rules import Citation
from handlers.duties.pages import Duties, Line, article_lines, pages
from regulations.asking.answer import Near
from tests.messages.facts import HUONG, LAN, LARGEST, REGULATION, SECOND_COMMITTEE, Cases


def at(ref: str) -> Citation:
    return Citation.parse(ref)


def line(ref: str) -> Line:
    return Line(at(ref), REGULATION.unit(at(ref)).gist)


GROUP = REGULATION.group_name
QUESTION = "Phụ cấp kiêm nhiệm bao nhiêu?"
LONG_TEXT = ("Đề nghị cho biết việc này làm theo văn bản nào của cấp trên; " * 8)[:400].strip()
NEAR = (Near(at("11.1"), "làm việc kiêm nhiệm"), Near(at("12.1"), "kinh phí hoạt động"))
CLAUSE = {
    "committee": "",
    "gist": line("7.4").gist,
    "citation": at("7.4"),
    "title": "",
    "tensions": (),
    "others": (),
}
HEADING = REGULATION.unit(at("7")).title
CLAUSES = article_lines(REGULATION, 7)
OWN = Duties(
    title=REGULATION.titles[Role.COMMISSIONER],
    own=(line("7.1.b"),),
    home=tuple(at(f"7.{n}") for n in range(1, 8)),
    common=(at("7.1"),),
    first=line("7.1.b"),
    elsewhere=9,
    key="me",
    own_question=True,
)
OF_HEAD = Duties(
    title=REGULATION.titles[Role.HEAD],
    own=(),
    home=(at("4.1"), at("4.2"), at("4.3")),
    common=(),
    first=line("4.1"),
    elsewhere=0,
    key="head",
    own_question=False,
)
MONEY = REGULATION.tensions_at((at("6.4"),))
LONGEST = max((entry for entry in REGULATION), key=lambda entry: len(entry.unit.gist))

CASES: Cases = {
    "duty/answer": {
        "một khoản": CLAUSE,
        "cả điều, nhiều Ban Chỉ đạo": {
            **CLAUSE,
            "committee": SECOND_COMMITTEE.name,
            "gist": REGULATION.unit(at("7")).gist,
            "citation": at("7"),
            "title": HEADING,
        },
        "có khoản liên quan": {
            **CLAUSE,
            "gist": line("4.3").gist,
            "citation": at("4.3"),
            "others": (at("5.3"), at("10.1")),
        },
        LARGEST: {
            **CLAUSE,
            "committee": SECOND_COMMITTEE.name,
            "gist": LONGEST.unit.gist,
            "citation": LONGEST.citation,
            "tensions": MONEY,
        },
    },
    "duty/duties": {
        "lĩnh vực riêng": {"committee": "", "duties": OWN},
        "theo vai trò": {"committee": SECOND_COMMITTEE.name, "duties": OF_HEAD},
    },
    "duty/not_regulated": {
        "có khoản gần nhất": {
            "committee": "",
            "place": None,
            "subject": "mức phụ cấp",
            "title": "",
            "nearest": NEAR,
        },
        "đối với vai trò khác": {
            "committee": "",
            "place": None,
            "subject": "việc xin vắng họp",
            "title": REGULATION.titles[Role.DEPUTY],
            "nearest": (Near(at("7.4"), "vắng họp"),),
        },
        "không có điều này": {
            "committee": SECOND_COMMITTEE.name,
            "place": at("7.9"),
            "subject": "",
            "title": "",
            "nearest": (Near(at("7"), ""),),
        },
    },
    "duty/setting": {"": {"committee": "", "subject": "thời điểm nhắc", "group": GROUP}},
    "duty/clarify": {
        "": {
            "committee": "",
            "places": [(at(ref), line(ref).gist) for ref in ("4.3", "5.3", "11.2")],
        }
    },
    "duty/which": {"": {"committees": [SECOND_COMMITTEE.name, "Ban Chỉ đạo cải cách hành chính"]}},
    "duty/page": {
        "một điều": {
            "heading": HEADING,
            "article": 7,
            "lines": pages(CLAUSES)[0],
            "page": 1,
            "pages": len(pages(CLAUSES)),
        },
        "một vai trò": {
            "heading": REGULATION.titles[Role.HEAD],
            "article": 0,
            "lines": [line("4.1")],
            "page": 1,
            "pages": 1,
        },
    },
    "duty/contents": {
        "": {"regulation": REGULATION, "articles": REGULATION.articles[:8], "page": 1, "pages": 2}
    },
    "duty/wording": {
        "": {"citation": at("7.4"), "wording": "Nội dung khoản.", "page": 1, "pages": 2}
    },
    "duty/preview": {"": {"group": GROUP, "question": QUESTION}},
    "duty/passed": {
        "có người nhận": {"told": 1, "group": GROUP},
        "không có người nhận": {"told": 0, "group": GROUP},
    },
    "duty/kept": {"": {}},
    "duty/question": {
        "": {"person": LAN, "who": HUONG, "question": QUESTION},
        LARGEST: {"person": LAN, "who": HUONG, "question": LONG_TEXT},
    },
    "duty/ask_reply": {
        "": {"who": HUONG, "question": QUESTION, "most": 400},
        LARGEST: {"who": HUONG, "question": LONG_TEXT, "most": 400},
    },
    "duty/reply_sent": {"": {"who": HUONG}},
    "duty/answered": {
        "": {
            "person": HUONG,
            "group": GROUP,
            "question": QUESTION,
            "answer": "Đang chờ hướng dẫn của thành phố.",
        },
        LARGEST: {
            "person": HUONG,
            "group": GROUP,
            "question": LONG_TEXT[:200],
            "answer": LONG_TEXT,
        },
    },
    "duty/too_long": {"": {"most": 400}},
}
