"""Sub-groups by id, for who keeps the list of a committee's own."""

from committee.groups import SubGroup, keeps, require_standing
from committee.refusal import Reason, refuse
from handlers.access.core import seat
from handlers.speaking import Context
from regulations.load import load
from storage import committees, groups
from storage.committees import Committee


async def kept_committees(context: Context) -> tuple[Committee, ...]:
    """The committees whose sub-groups the asker keeps: run by them, or led by the regulation."""
    own = [await committees.get(context.tx, m.committee_id) for m in context.sender.memberships]
    return tuple(each for each in own if each is not None and _keeps(context, each))


def _keeps(context: Context, committee: Committee) -> bool:
    return keeps(load(committee.regulation).rules, seat(context, committee.id))


async def kept_committee(context: Context, committee_id: int) -> Committee:
    for committee in await kept_committees(context):
        if committee.id == committee_id:
            return committee
    raise refuse(Reason.NOT_FOUND)


async def kept_group(context: Context, group_id: int) -> tuple[SubGroup, Committee]:
    """A sub-group that stands."""
    group = await groups.by_id(context.tx, group_id)
    if group is None:
        raise refuse(Reason.NOT_FOUND)
    committee = await kept_committee(context, group.committee_id)
    require_standing(group)
    return group, committee
