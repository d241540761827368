"""To whom a notice returns: today, and in words, the lists as they will be then, and names."""

from dataclasses import dataclass

from committee.audience import Part, PartKind, whom
from committee.notice import Group
from handlers.notice_desk import NoticeDesk
from handlers.selecting import ROLES, Roster, people_of, roster
from handlers.speaking import Speaker
from storage import notice_audience


@dataclass(frozen=True, slots=True)
class Addressed:
    """One list or somebody, by name; `less` where it is taken off."""

    kind: str
    name: str
    less: bool


async def parts_of(speaker: Speaker, desk: NoticeDesk) -> tuple[Part, ...]:
    """How its list came about; by names where that was not kept."""
    kept = await notice_audience.of_notice(speaker.tx, desk.notice.id)
    return kept or tuple(Part(PartKind.PERSON, str(each.person.id)) for each in desk.receivers)


async def whom_now(speaker: Speaker, desk: NoticeDesk) -> list[int]:
    """Whom its lists name today, and those of its names whom the roster still knows."""
    known = await roster(speaker.tx, desk.committee.id)
    parts = await parts_of(speaker, desk)
    still = {each.id for each in known.everybody}
    chosen = whom(parts, await people_of(speaker.tx, known, parts))
    return [each for each in chosen if each in still]


async def addressed(speaker: Speaker, desk: NoticeDesk) -> tuple[Addressed, ...]:
    """What was added, then what was taken off; each list or person once, as said last."""
    known = await roster(speaker.tx, desk.committee.id)
    last = {(part.kind, part.what): part for part in await parts_of(speaker, desk)}
    named = [_named(desk, known, part) for part in sorted(last.values(), key=_is_less)]
    return tuple(each for each in named if each.name)


def _is_less(part: Part) -> bool:
    return part.less


def _named(desk: NoticeDesk, known: Roster, part: Part) -> Addressed:
    kind = part.what if part.kind is PartKind.GROUP else part.kind.value
    return Addressed(kind, _name(desk, known, part), part.less)


def _name(desk: NoticeDesk, known: Roster, part: Part) -> str:
    match part.kind:
        case PartKind.GROUP:
            return _title(desk, Group(part.what))
        case PartKind.SUB_GROUP:
            return next((g.name for g in known.sub_groups if str(g.id) == part.what), "")
        case PartKind.UNIT:
            return known.units.get(part.what, "")
        case PartKind.MEETING:
            return part.what
        case _:
            return next((p.name for p in known.everybody if str(p.id) == part.what), "")


def _title(desk: NoticeDesk, group: Group) -> str:
    """What this regulation calls the group's people."""
    if group is Group.WORKING_GROUP:
        return desk.group_name
    titles = [desk.regulation.titles.get(role, "") for role in reversed(ROLES.get(group, ()))]
    return next(filter(None, titles), group.value)
