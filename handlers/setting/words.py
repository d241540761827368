"""Which settings there are, in which order, and what messages say of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from committee.people import COMMITTEE_ROLES
from committee.setting_examples import Anchor, made_up
from committee.settings import CommitteeSettings
from handlers.speaking import Context
from messages.understand import SettingKind
from messages.wording import words
from regulations.load import load
from storage import meetings, tasks
from storage.committees import Committee

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "meeting": (
        "reply_ladder",
        "meeting_ladder",
        "reply_deadline_working_days",
        "reply_deadline_hour",
        "summary_after",
        "stop_window",
        "opinion_before_submitting",
    ),
    "task": (
        "task_ladder",
        "task_hour",
        "acknowledge_working_days",
        "status_working_days",
        "overdue_working_days",
        "escalation_working_days",
        "escalate_to",
        "issues_copied_to",
    ),
    "notice": ("acknowledgement_summary_hour", "notice_working_days"),
}
LADDERS = ("reply_ladder", "meeting_ladder", "task_ladder")
ONLY_LATER = frozenset({"reply_deadline_working_days", "reply_deadline_hour", "stop_window"})
"""They are read when something new is made or sent; what is under way keeps its own."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting with its value of a committee."""

    key: str
    name: str
    kind: SettingKind
    value: Any


def setting(settings: CommitteeSettings, key: str) -> Setting:
    return Setting(key, words("setting")["names"][key], kind_of(key), getattr(settings, key))


def kind_of(key: str) -> SettingKind:
    """By its default; only a role may be nobody."""
    match getattr(CommitteeSettings(), key):
        case bool():
            return SettingKind.FLAG
        case int():
            return SettingKind.DAYS
        case tuple():
            return SettingKind.LADDER
        case time():
            return SettingKind.HOUR
        case timedelta():
            return SettingKind.PAUSE
        case _:
            return SettingKind.ROLE


def titles(committee: Committee) -> dict[str, str]:
    """The roles that something may be sent to, as this regulation calls them."""
    known = load(committee.regulation).titles
    return {role.value: known[role] for role in known if role in COMMITTEE_ROLES}


def facts(committee: Committee) -> dict[str, Any]:
    """What every message about settings names."""
    group = load(committee.regulation).group_name
    return {"committee": committee, "group": group, "titles": titles(committee)}


async def anchor(context: Context, committee: Committee) -> Anchor:
    """The next meeting and the next deadline, or made up ones."""
    calendar = await context.calendar(committee.id)
    invented = made_up(context.now, calendar, committee.settings)
    called = await meetings.called_in(context.tx, committee.id, context.now)
    assigned = await tasks.assigned_in(context.tx, committee.id, context.now)
    ahead = [each.deadline for each in assigned if each.deadline > context.now]
    return Anchor(
        called[0].starts_at if called else invented.starts_at,
        called[0].reply_by if called else invented.reply_by,
        ahead[0] if ahead else invented.deadline,
        real_meeting=bool(called),
        real_task=bool(ahead),
    )
