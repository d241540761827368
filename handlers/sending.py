"""Goes on with what many are owed, step by step, whatever it is and whoever began it."""

from datetime import timedelta

from handlers.feature import Due, Feature
from handlers.speaking import Speaker
from storage import fan_outs

PAUSE = timedelta(minutes=15)
"""How long a round that cannot go on waits for the next try."""


def sending_feature() -> Feature:
    """The feature; nobody hears of it, what it owes is worded by whose message it is."""
    return Feature(name="sending", due=Due(fan_outs.next_due, run_due, put_off))


async def run_due(speaker: Speaker) -> int:
    """Owe one round to the next some hundreds."""
    went_on = await fan_outs.owe_next(speaker.tx, speaker.now)
    speaker.owes = speaker.owes or went_on
    return int(went_on)


async def put_off(speaker: Speaker) -> None:
    await fan_outs.put_off(speaker.tx, speaker.now, speaker.now + PAUSE)
