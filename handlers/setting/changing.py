"""One setting changed: chosen, typed, shown in words and dates, saved."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from committee.refusal import Reason, refuse
from committee.setting_examples import example
from committee.setting_values import SettingsError
from committee.settings import CommitteeSettings
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.replanning import Terms, consequences, plan_again
from handlers.setting.words import ONLY_LATER, SECTIONS, anchor, facts, kind_of, setting, titles
from handlers.speaking import Context
from messages.understand import one_of, setting_value
from messages.wording import words
from storage import committees
from storage.committees import Committee

VALUE = "setting.value"
KEYS = tuple(key for keys in SECTIONS.values() for key in keys)


async def chosen(context: Context, dialogue: Dialogue) -> None:
    """A number of the list, or the setting's name."""
    committee = await access.own_committee(context, int(dialogue.state["committee"]))
    keys, names = SECTIONS[str(dialogue.state["section"])], words("setting")["names"]
    place = one_of(context.event.text, [names[key] for key in keys])
    if place is None:
        context.reply("setting/which", count=len(keys))
        return
    await _ask(context, committee, keys[place])


async def edit(context: Context, arguments: Sequence[str]) -> None:
    """Another value than the one previewed."""
    committee = await access.own_committee(context, access.row_id(arguments))
    key = arguments[1] if len(arguments) > 1 else ""
    if key not in KEYS:
        raise refuse(Reason.NOT_FOUND)
    await _ask(context, committee, key)


async def _ask(context: Context, committee: Committee, key: str) -> None:
    await context.ask(VALUE, committee=committee.id, key=key)
    context.reply("setting/ask", setting=setting(committee.settings, key), **facts(committee))


async def given(context: Context, dialogue: Dialogue) -> None:
    """The value as it was typed: previewed, or why it cannot be."""
    committee = await access.own_committee(context, int(dialogue.state["committee"]))
    key = str(dialogue.state["key"])
    known = {"setting": setting(committee.settings, key), **facts(committee)}
    value = setting_value(kind_of(key), context.event.text, titles(committee))
    if value is None:
        context.reply("setting/unclear", **known)
        return
    try:
        changed = _changed(committee, key, value.plain)
    except SettingsError as error:
        found = list(dict.fromkeys(fault.problem.value for fault in error.faults))
        context.reply("setting/wrong", found=found, **known)
        return
    await context.keep_asking(dialogue, value=value.plain)
    await _preview(context, committee, key, changed)


def _changed(committee: Committee, key: str, plain: Any) -> CommitteeSettings:
    """The settings with this one changed; SettingsError, as on the command line."""
    before = json.loads(committee.settings.to_json())
    return CommitteeSettings.from_json(json.dumps({**before, key: plain}))


async def _preview(
    context: Context, committee: Committee, key: str, changed: CommitteeSettings
) -> None:
    before, after = await _terms(context, committee, changed)
    found = await consequences(context, committee.id, before, after)
    near = await anchor(context, committee)
    moments = example(key, changed, after.calendar, near, context.now)
    context.reply(
        "setting/preview",
        [
            choice("setting", "save", committee.id, _mark(committee, key, changed)),
            choice("setting", "edit", committee.id, key),
            choice("setting", "leave", committee.id),
        ],
        before=setting(committee.settings, key),
        after=setting(changed, key),
        dated=bool(moments) or key.endswith("_ladder"),
        moments=moments,
        anchor=near,
        moved=len(found.moved),
        later=key in ONLY_LATER,
        **facts(committee),
    )


async def _terms(
    context: Context, committee: Committee, changed: CommitteeSettings
) -> tuple[Terms, Terms]:
    calendar = await context.calendar(committee.id)
    return Terms(calendar, committee.settings), Terms(calendar, changed)


async def save(context: Context, arguments: Sequence[str]) -> None:
    """Save exactly what was previewed; what is under way goes by it from now on."""
    committee = await access.own_committee(context, access.row_id(arguments))
    dialogue = await context.dialogue()
    state = dialogue.state if dialogue is not None and dialogue.kind == VALUE else {}
    if state.get("committee") != committee.id or "value" not in state:
        raise refuse(Reason.ALREADY_DONE)
    key = str(state["key"])
    changed = _changed(committee, key, state["value"])
    if len(arguments) < 2 or arguments[1] != _mark(committee, key, changed):
        raise refuse(Reason.PREVIEW_CHANGED)
    before, after = await _terms(context, committee, changed)
    await committees.save_settings(context.tx, committee.id, changed)
    await plan_again(context, committee.id, before, after)
    await context.record(
        "committee.settings",
        f"committee:{committee.id}",
        committee.id,
        {key: json.loads(committee.settings.to_json())[key]},
        {key: json.loads(changed.to_json())[key]},
    )
    await context.done_asking()
    context.replace(
        "setting/saved",
        [choice("setting", "open", committee.id, place=0)],
        setting=setting(changed, key),
        **facts(replace(committee, settings=changed)),
    )


async def leave(context: Context, arguments: Sequence[str]) -> None:
    """Nothing is changed after all."""
    await access.own_committee(context, access.row_id(arguments))
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != VALUE:
        raise refuse(Reason.ALREADY_DONE)
    await context.done_asking()
    context.replace("setting/left")


def _mark(committee: Committee, key: str, changed: CommitteeSettings) -> str:
    """Of this change as of these settings: another one meanwhile makes the preview old."""
    text = f"{key} {committee.settings.to_json()} {changed.to_json()}"
    return hashlib.sha256(text.encode()).hexdigest()[:8]
