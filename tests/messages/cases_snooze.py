"""Cases of a reminder that is put off."""

from datetime import datetime

from committee.calendar import ZONE
from committee.snooze import Again, Part
from tests.messages.facts import HUONG, LARGEST, QUYEN, Cases

AFTERNOON = Again(Part.AFTERNOON, datetime(2026, 11, 27, 14, tzinfo=ZONE))
MORNING = Again(Part.MORNING, datetime(2026, 11, 30, 7, 30, tzinfo=ZONE))
ONE = {"person": HUONG, "at": MORNING.at, "count": 1, "left": 0}

CASES: Cases = {
    "snooze/when": {
        LARGEST: {"person": HUONG, "moments": [AFTERNOON, MORNING]},
        "chỉ còn chiều nay": {"person": QUYEN, "moments": [AFTERNOON]},
    },
    "snooze/too_late": {"": {"person": HUONG}},
    "snooze/put_off": {
        "một việc": ONE,
        LARGEST: {**ONE, "person": QUYEN, "count": 12, "left": 3},
    },
    "snooze/several": {"": {"person": HUONG}},
}
