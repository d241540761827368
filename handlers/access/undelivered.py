"""The committee whose people could not be reached."""

from handlers.feature import Owed
from handlers.speaking import Speaker
from storage import committees, people
from storage.committees import Committee


async def owed_call_list(speaker: Speaker, owed: Owed) -> Committee | None:
    """The committee that a list is of; None for who no longer belongs to its secretariat."""
    if owed.committee_id is None:
        return None
    own = await people.membership(speaker.tx, owed.committee_id, owed.person.id)
    if own is None or not own.secretariat:
        return None
    return await committees.get(speaker.tx, owed.committee_id)
