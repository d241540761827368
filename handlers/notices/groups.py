"""The groups that a notice may be addressed to, by the roster of today."""

from datetime import timedelta

from committee.meeting import Meeting
from committee.notice import Group
from committee.people import WORKING_GROUP_ROLES, Membership, Person, Role
from handlers.notice_desk import NoticeDesk
from handlers.speaking import Context
from storage import meetings, people

MEETING_AGE = timedelta(days=60)
"""How long a meeting that is over is offered."""

ROLES: dict[Group, tuple[Role, ...]] = {
    Group.COMMISSIONERS: (Role.COMMISSIONER,),
    Group.DEPUTIES: (Role.STANDING_DEPUTY, Role.DEPUTY),
    Group.WORKING_GROUP: WORKING_GROUP_ROLES,
}


async def in_group(context: Context, desk: NoticeDesk, group: Group) -> list[int]:
    """The people of a group by the roster of today; who words an urgent notice knows of it."""
    if group is Group.GUESTS:
        contacts = await people.contacts(context.tx, desk.committee.id)
        return [each.person.id for each in contacts if each.invited]
    seats = await people.members(context.tx, desk.committee.id)
    found = [seat.person.id for seat in seats if _belongs(seat, group)]
    if desk.notice.urgent_reason and desk.notice.made_by in found:
        found.remove(desk.notice.made_by)
    return found


def _belongs(seat: Membership, group: Group) -> bool:
    if group is Group.MEMBERS:
        return seat.in_committee
    return any(role in ROLES.get(group, ()) for role in seat.roles)


async def everybody(context: Context, desk: NoticeDesk) -> list[Person]:
    """Members, the working group and all contacts."""
    seats = await people.members(context.tx, desk.committee.id)
    contacts = await people.contacts(context.tx, desk.committee.id)
    return [seat.person for seat in seats] + [each.person for each in contacts]


async def called_meetings(context: Context, desk: NoticeDesk) -> tuple[Meeting, ...]:
    """Meetings invited to, the latest first; those long over are left out."""
    since = context.now - MEETING_AGE
    coming = await meetings.open_in(context.tx, desk.committee.id, since)
    return tuple(each for each in reversed(coming) if each.invitations_out(context.now))
