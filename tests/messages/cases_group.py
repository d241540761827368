"""Cases of sub-groups, and of notices that go to them or to units."""

from committee.groups import SubGroup
from committee.rules import Citation
from tests.messages.facts import (
    COMMITTEE_HERE,
    CROWD,
    LARGEST,
    LONG_REASON,
    PEOPLE,
    SECOND_COMMITTEE,
    Cases,
    Facts,
)

DATA = SubGroup(1, 1, "Dữ liệu")
LONG = SubGroup(2, 1, "An toàn thông tin và hạ tầng dùng chung")
BY_LEAD: Facts = {
    "committee": COMMITTEE_HERE,
    "group": "Tổ Công tác",
    "decides": [("Tổ trưởng Tổ Công tác", (Citation(8, 6),))],
    "most": 8,
}
IN_TENSION: Facts = {
    **BY_LEAD,
    "group": "Tổ công tác",
    "decides": [
        ("Phó Trưởng Ban", (Citation(4, 5),)),
        ("Tổ trưởng Tổ công tác", (Citation(6, 8),)),
    ],
}
SILENT: Facts = {**BY_LEAD, "group": "Tổ công tác giúp việc", "decides": []}
UNITS = ("UBND phường", "Công an phường", "Văn phòng HĐND-UBND phường", "Trạm Y tế")

CASES: Cases = {
    "group/ask_committee": {"": {"committees": [COMMITTEE_HERE.name, SECOND_COMMITTEE.name]}},
    "group/list": {
        "chưa có nhóm": {**BY_LEAD, "groups": []},
        "hai điều khoản khác nhau": {**IN_TENSION, "groups": [(DATA, 5), (LONG, 0)]},
        "Quy chế không quy định": {**SILENT, "groups": [(DATA, 5)]},
        LARGEST: {**IN_TENSION, "groups": [(LONG, 12)] * 20},
    },
    "group/which": {"": {}},
    "group/full": {"": {"most": 20}},
    "group/ask_name": {"": {"most": 40}},
    "group/name_unclear": {"": {"most": 40}},
    "group/name_taken": {"": {"name": "Dữ liệu"}},
    "group/shown": {
        "chưa có ai": {"sub_group": DATA, "people": [], "most": 10},
        "ba người": {
            "sub_group": DATA,
            "people": [PEOPLE[each] for each in ("huong", "khoa", "quyen")],
            "most": 10,
        },
        LARGEST: {"sub_group": LONG, "people": [each.person for each in CROWD], "most": 10},
    },
    "group/members_unclear": {
        "không có tên": {"unknown": ["trời đẹp quá"], "doubled": [], "units": []},
        "trùng tên": {"unknown": ["Nam"], "doubled": ["Nam"], "units": []},
        "mấy đơn vị": {
            "unknown": ["công an"],
            "doubled": [],
            "units": ["Công an phường", "Công an thành phố"],
        },
        "không rõ": {"unknown": [], "doubled": [], "units": []},
        LARGEST: {"unknown": [LONG_REASON], "doubled": [], "units": [LONG_REASON] * 3},
    },
    "group/dissolve": {"": {"sub_group": DATA}},
    "group/dissolved": {"": {"sub_group": DATA}},
    "notice/ask_group": {
        "": {"groups": [DATA, LONG]},
        "chưa có": {"groups": []},
        LARGEST: {"groups": [LONG] * 20},
    },
    "notice/ask_unit": {
        "ít đơn vị": {"units": UNITS},
        "nhiều đơn vị": {"units": []},
        LARGEST: {"units": [LONG_REASON] * 8},
    },
}
