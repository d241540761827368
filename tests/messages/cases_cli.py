"""Cases of what the command line prints."""

import json

from bot.tables import FileProblem
from committee.people import Membership, Role
from storage.committees import Day
from storage.people import Contact
from storage.roster_rows import Problem
from tests.messages.cases_other import CODE, LINK, UNTIL
from tests.messages.facts import (
    AN,
    COMMITTEE_HERE,
    HUONG,
    LAN,
    NOW,
    OANH,
    PHU,
    QUYEN,
    REGULATION,
    SECOND_COMMITTEE,
    STARTS_AT,
    Cases,
)


def seat(person_id: int, role: Role, second: Role | None, office: str) -> Membership:
    who = {1: AN, 2: HUONG, 3: LAN}[person_id]
    return Membership(person_id, 1, who, role, second, office, person_id == 3, person_id == 3)


SEATS = [
    seat(1, Role.HEAD, None, ""),
    seat(2, Role.COMMISSIONER, Role.WORKING_GROUP_LEAD, "culture_head"),
    seat(3, Role.WORKING_GROUP_MEMBER, None, ""),
]
NOTHING: dict[str, object] = {}

COMMITTEE: Cases = {
    "cli/committee_created.txt": {"": {"committee": COMMITTEE_HERE, "regulation": REGULATION}},
    "cli/committee_nameless.txt": {"": NOTHING},
    "cli/committee_list.txt": {
        "hai": {"committees": [COMMITTEE_HERE, SECOND_COMMITTEE]},
        "chưa có": {"committees": []},
    },
    "cli/committee_unknown.txt": {
        "chưa có": {"id": None, "committees": []},
        "chưa chọn": {"id": None, "committees": [COMMITTEE_HERE, SECOND_COMMITTEE]},
        "không có số này": {"id": 9, "committees": [COMMITTEE_HERE]},
    },
    "cli/committee_settings.txt": {
        "": {
            "committee": COMMITTEE_HERE,
            "values": json.loads(COMMITTEE_HERE.settings.to_json()),
            "group": "Tổ Công tác",
        }
    },
    "cli/committee_settings_pair.txt": {"": {"text": "reply_ladder"}},
    "cli/committee_settings_wrong.txt": {
        problem: {"faults": [{"field": field, "problem": problem}]}
        for field, problem in (
            ("", "not_json"),
            ("reply_laddr", "unknown"),
            ("reply_ladder.0.hour", "missing"),
            ("stop_window", "wrong_type"),
            ("stop_window", "out_of_range"),
            ("reply_ladder.0.hour", "outside_writing_hours"),
            ("reply_ladder", "repeated"),
        )
    },
    "cli/committee_days.txt": {
        "hai ngày": {
            "committee": COMMITTEE_HERE,
            "days": [
                Day(STARTS_AT.date(), "Nghỉ theo thông báo của cơ quan", working=False),
                Day(NOW.date(), "Làm bù", working=True),
            ],
        },
        "chưa có": {"committee": COMMITTEE_HERE, "days": []},
    },
    "cli/committee_day_nameless.txt": {"": NOTHING},
    "cli/committee_day_unknown.txt": {"": {"day": NOW.date()}},
    "cli/committee_day_wrong.txt": {"": {"text": "24/12"}},
    "cli/settings_wrong.txt": {
        "": {
            "faults": [
                "BCD_HTTP_PORT: Input should be less than or equal to 65535",
                "BCD_TELEGRAM_MODE: Input should be 'poll' or 'webhook'",
                "BCD_TELEGRAM_TOKENS: unknown setting",
                "BCD_TELEGRAM_WEBHOOK_URL: needed for BCD_TELEGRAM_MODE=webhook",
            ]
        }
    },
    "cli/storage_fault.txt": {"": {"reason": "unable to open database file"}},
}


ROSTER: Cases = {
    "cli/roster_template.txt": {"": {"file": "danh-sach.xlsx"}},
    "cli/roster_template_refused.txt": {
        "đã có": {"file": "danh-sach.xlsx", "exists": True},
        "không ghi được": {"file": "danh-sach.txt", "exists": False},
    },
    "cli/roster_shown.txt": {
        "": {
            "committee": COMMITTEE_HERE,
            "members": SEATS,
            "contacts": [Contact(OANH, invited=True), Contact(PHU, invited=False)],
            "titles": REGULATION.titles,
            "offices": REGULATION.offices,
        }
    },
    "cli/roster_faults.txt": {
        "mọi lỗi": {
            "rows": [
                {
                    "number": number,
                    "faults": [{"heading": "Họ và tên", "problem": problem.value, "value": "x"}],
                }
                for number, problem in enumerate(Problem, start=2)
            ]
        },
        "ô trống": {
            "rows": [
                {
                    "number": 2,
                    "faults": [{"heading": "Vai trò", "problem": "role_missing", "value": ""}],
                }
            ]
        },
    },
    "cli/roster_file_wrong.txt": {
        problem.value: {"problem": problem.value, "details": ("Họ và tên", "Vai trò")}
        for problem in FileProblem
    },
    "cli/roster_imported.txt": {
        "lần đầu": {
            "committee": COMMITTEE_HERE.name,
            "added": [OANH.name, PHU.name],
            "changed": [],
            "unchanged": [],
            "missing": [],
            "ended": False,
        },
        "lần sau": {
            "committee": COMMITTEE_HERE.name,
            "added": [],
            "changed": [
                {
                    "name": PHU.name,
                    "fields": [
                        {"heading": "Điện thoại", "before": "", "after": "0900000012"},
                        {"heading": "Chức vụ", "before": "Tổ trưởng", "after": PHU.position},
                    ],
                }
            ],
            "unchanged": [OANH.name],
            "missing": [QUYEN.name],
            "ended": False,
        },
        "cho thôi": {
            "committee": COMMITTEE_HERE.name,
            "added": [],
            "changed": [],
            "unchanged": [OANH.name],
            "missing": [QUYEN.name],
            "ended": True,
        },
    },
    "cli/invite.txt": {
        title: {
            "person": QUYEN,
            "committee": COMMITTEE_HERE,
            "group": "Tổ Công tác",
            "code": CODE,
            "link": LINK,
            "until": UNTIL,
            "picture": picture,
        }
        for title, picture in (("có ảnh QR", "ma.png"), ("không có ảnh", None))
    },
    "cli/invite_whom.txt": {
        "trùng tên": {"who": "Nam", "committee": COMMITTEE_HERE, "found": [OANH, PHU]},
        "không có": {"who": "Nam", "committee": COMMITTEE_HERE, "found": []},
    },
}

DEMO: Cases = {
    "cli/demo_folder.txt": {"": {"folder": "data"}},
    "cli/demo_host.txt": {"": NOTHING},
    "cli/demo_now.txt": {"": {"text": "mai"}},
    "cli/demo_past.txt": {"": {"stands": NOW}},
    "cli/demo_port.txt": {"": {"port": 8080}},
    "cli/demo_ready.txt": {"": {"port": 8080, "folder": "demo-data"}},
    "cli/demo_running.txt": {"": {"folder": "demo-data"}},
}

RUN: Cases = {
    "cli/run_no_channel.txt": {"": NOTHING},
    "cli/run_port.txt": {"": {"host": "127.0.0.1", "port": 8080}},
    "cli/run_ready.txt": {
        "": {"channels": ["telegram"], "folder": "data", "host": "127.0.0.1", "port": 8080}
    },
    "cli/run_refused.txt": {
        "Telegram": {"channel": "telegram"},
        "Zalo": {"channel": "zalo"},
    },
    "cli/run_standby.txt": {"": {"folder": "data"}},
}

CASES: Cases = {**COMMITTEE, **ROSTER, **DEMO, **RUN}
