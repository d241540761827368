"""What goes with what: the reminders of one morning together, and of two that say the same one."""

import re
from collections.abc import Sequence
from datetime import datetime, time

from committee.calendar import local, moment_of
from handlers.speaking import DIGEST
from storage.deliveries import Delivery

_DATED = re.compile(r":\d{4}-\d\d-\d\d")
BEGINS = time(6)
"""From then on what the morning has in store is looked up; nobody is written to before 07:00."""
ENDS = time(12)


def along_until(now: datetime) -> datetime:
    """Until which hour reminders go along with one that is due now: that morning's last."""
    return max(now, moment_of(local(now).date(), ENDS))


def going_now(
    waiting: Sequence[Delivery], now: datetime, merging_until: datetime
) -> list[Delivery]:
    """What one person gets now: what is due, and with a reminder the others of this morning.

    What may merge is due once all of its hour is owed.
    """
    plain = [each for each in waiting if each.merge is None and each.not_before <= now]
    merging = [each for each in waiting if each.merge is not None]
    due = [each for each in merging if each.not_before <= min(now, merging_until)]
    if not any(each.merge == DIGEST for each in due):
        return plain + due
    return plain + [each for each in merging if each in due or each.merge == DIGEST]


def replaced(theirs: Sequence[Delivery]) -> list[Delivery]:
    """Those of which a later one says the same: after a long stop only the last goes.

    What repeats carries the time in its step, and is worded as of now whichever goes. What its
    reader put off gives way to what comes by itself, which the secretariat's figures count.
    """
    repeated = [each for each in theirs if each.merge is not None and _DATED.search(each.step)]
    own_last = sorted(repeated, key=lambda each: each.again_of is None)
    last = {_says(each): each.id for each in own_last}
    return [each for each in repeated if last[_says(each)] != each.id]


def _says(each: Delivery) -> tuple[str, int, str, str, str]:
    step = _DATED.split(each.step)[0]
    return each.subject, each.revision, each.kind, step, repr(sorted(each.facts.items()))
