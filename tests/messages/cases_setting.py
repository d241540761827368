"""Cases of a committee's settings."""

from dataclasses import replace
from datetime import time

from committee.calendar import Calendar
from committee.people import Role
from committee.setting_examples import Anchor, example, made_up
from committee.setting_values import Problem, Step
from committee.settings import CommitteeSettings
from handlers.setting.words import LADDERS, SECTIONS, facts, setting
from storage.calendars import corrected
from tests.messages.facts import COMMITTEE_HERE, LARGEST, NOW, REPLY_BY, STARTS_AT, Cases

DEFAULT = CommitteeSettings()
LONGEST = replace(
    DEFAULT,
    reply_ladder=tuple(Step(days, time(8)) for days in (3, 2, 1, 0)),
    issues_copied_to=Role.DEPUTY,
)
HERE = facts(COMMITTEE_HERE)
CALENDAR: Calendar = corrected((), NOW)
INVENTED = made_up(NOW, CALENDAR, DEFAULT)
REAL = Anchor(STARTS_AT, REPLY_BY, STARTS_AT, real_meeting=True, real_task=True)


def shown(anchor: Anchor, settings: CommitteeSettings = DEFAULT) -> dict[str, object]:
    ladders = [
        (setting(settings, key), example(key, settings, CALENDAR, anchor, NOW)) for key in LADDERS
    ]
    return {"ladders": ladders, "anchor": anchor, **HERE}


def preview(
    key: str, *, moved: int = 0, later: bool = False, **changes: object
) -> dict[str, object]:
    changed = CommitteeSettings(**changes)  # type: ignore[arg-type]
    moments = example(key, changed, CALENDAR, REAL, NOW)
    return {
        "before": setting(DEFAULT, key),
        "after": setting(changed, key),
        "dated": bool(moments) or key.endswith("_ladder"),
        "moments": moments,
        "anchor": REAL,
        "moved": moved,
        "later": later,
        **HERE,
    }


KINDS = ("reply_ladder", "task_hour", "summary_after", "status_working_days", "escalate_to")
ASKED = {
    key: {"setting": setting(DEFAULT, key), **HERE} for key in (*KINDS, "opinion_before_submitting")
}

CASES: Cases = {
    "setting/ask_committee": {"": {"committees": ["Ban Chỉ đạo A", "Ban Chỉ đạo B"]}},
    "setting/shown": {
        "có phiên họp": shown(REAL),
        "chưa có gì": shown(INVENTED),
        LARGEST: shown(REAL, LONGEST),
    },
    "setting/section": {
        name: {"settings": [setting(DEFAULT, key) for key in keys], **HERE}
        for name, keys in SECTIONS.items()
    },
    "setting/ask": ASKED,
    "setting/unclear": ASKED,
    "setting/which": {"": {"count": 7}},
    "setting/wrong": {
        problem.value: {"found": [problem.value], **ASKED["reply_ladder"]}
        for problem in (
            Problem.WRONG_TYPE,
            Problem.OUT_OF_RANGE,
            Problem.OUTSIDE_WRITING_HOURS,
            Problem.REPEATED,
        )
    },
    "setting/preview": {
        "bậc nhắc": preview("reply_ladder", moved=2, reply_ladder=(Step(1, time(8)),)),
        "không nhắc": preview("task_ladder", moved=2, task_ladder=()),
        "ngày": preview("escalation_working_days", escalation_working_days=5),
        "từ nay về sau": preview("reply_deadline_hour", later=True, reply_deadline_hour=time(11)),
        "vai trò": preview("escalate_to", escalate_to=None),
        LARGEST: preview("reply_ladder", moved=12, reply_ladder=LONGEST.reply_ladder),
    },
    "setting/saved": {"": {"setting": setting(LONGEST, "issues_copied_to"), **HERE}},
    "setting/left": {"": {}},
}
