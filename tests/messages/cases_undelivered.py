"""Cases of the morning's list of those who could not be reached."""

from messages.wording import words
from tests.messages.facts import COMMITTEE_HERE, HUONG, LARGEST, PEOPLE, PHU, QUYEN, Cases, person

KINDS = list(words("undelivered")["kinds"].values())
ONE = {
    "committee": COMMITTEE_HERE,
    "lost": [(QUYEN, ["giấy mời họp"])],
    "twice": [],
    "more": False,
}
EIGHT = [(each, ["giấy mời họp"]) for each in list(PEOPLE.values())[:8]]

CASES: Cases = {
    "undelivered/list": {
        "một người": ONE,
        "nhiều việc, có người nhận trùng": {
            **ONE,
            "lost": [(PHU, KINDS[:2]), (person("Chưa Có Số"), KINDS[-1:])],
            "twice": [HUONG],
        },
        "chỉ có nhận trùng": {**ONE, "lost": [], "twice": [HUONG]},
        LARGEST: {**ONE, "lost": EIGHT, "more": True},
    },
    "undelivered/line": {"chưa gửi được": ONE, "nhận trùng": {**ONE, "lost": [], "twice": [HUONG]}},
    "undelivered/called": {"": {"committee": COMMITTEE_HERE}},
}
