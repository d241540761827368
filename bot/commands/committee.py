"""`bcd committee`: the committees of this installation, their settings and days off."""

import json
from datetime import date
from typing import Annotated, Any

import typer

from bot.clock import WallClock
from bot.commands.days import days_app, go_by, terms
from bot.commands.opening import CommandFault, carry_out, chosen, regulation_of
from bot.settings import Settings
from committee.setting_values import SettingsError
from committee.settings import CommitteeSettings
from messages.render import render_text
from storage import audit, committees
from storage.committees import Committee
from storage.database import Database, Transaction

committee_app = typer.Typer(no_args_is_help=True, help="Committees, their settings and days off.")
committee_app.add_typer(days_app, name="days")

_LADDER = "_ladder"
_CHANNEL = "cli"


@committee_app.command()
def create(
    regulation: Annotated[str, typer.Option(help="The regulation's slug, such as tran-lieu.")],
    name: Annotated[str, typer.Option(help="The committee's full name.")],
) -> None:
    """Create a committee under an encoded regulation."""

    async def work(settings: Settings, database: Database) -> str:
        known, called = regulation_of(regulation), " ".join(name.split())
        if not called:
            raise CommandFault(render_text("cli/committee_nameless"))
        now = WallClock().now()
        async with database.transaction() as tx:
            made = await committees.create(tx, name=called, regulation=known.slug, now=now)
            await _note(tx, made.id, "committee.created", {}, {"regulation": known.slug})
        return render_text("cli/committee_created", committee=made, regulation=known)

    carry_out(work)


@committee_app.command("list")
def list_() -> None:
    """List the committees."""

    async def work(settings: Settings, database: Database) -> str:
        async with database.reading() as tx:
            known = await committees.all_committees(tx)
        return render_text("cli/committee_list", committees=known)

    carry_out(work)


@committee_app.command()
def settings(
    committee: Annotated[int, typer.Argument(help="The committee's id.")],
    pairs: Annotated[list[str] | None, typer.Argument(help="key=value …")] = None,
) -> None:
    """Show a committee's settings, or change some: reply_ladder=1@07:30,0@09:00"""

    async def work(settings: Settings, database: Database) -> str:
        async with database.transaction() as tx:
            found = await chosen(tx, committee)
            if pairs:
                found = await _change(tx, found, pairs)
        return render_text(
            "cli/committee_settings",
            committee=found,
            values=_shown(found.settings),
            group=regulation_of(found.regulation).group_name,
        )

    carry_out(work)


@committee_app.command()
def day(
    committee: Annotated[int, typer.Argument(help="The committee's id.")],
    on: Annotated[str, typer.Argument(help="The day, such as 2026-12-24.")],
    name: Annotated[str, typer.Argument(help="What the day is called.")] = "",
    working: Annotated[bool, typer.Option("--working", help="Worked, though others rest.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the day off the table.")] = False,
) -> None:
    """Write a day off, or a day worked, into the committee's own table."""

    async def work(settings: Settings, database: Database) -> str:
        moment = _day(on)
        async with database.transaction() as tx:
            found = await chosen(tx, committee)
            before = await terms(tx, found)
            if remove:
                await _remove(tx, found, moment)
            else:
                await _set(tx, found, moment, name, working)
            await go_by(tx, found, before)
            table = await committees.days(tx, found.id)
        return render_text("cli/committee_days", committee=found, days=table)

    carry_out(work)


async def _change(tx: Transaction, committee: Committee, pairs: list[str]) -> Committee:
    before = json.loads(committee.settings.to_json())
    given = dict(_pair(text) for text in pairs)
    try:
        changed = CommitteeSettings.from_json(json.dumps({**before, **given}))
    except SettingsError as error:
        faults = [{"field": each.field, "problem": each.problem.value} for each in error.faults]
        raise CommandFault(render_text("cli/committee_settings_wrong", faults=faults)) from error
    await committees.save_settings(tx, committee.id, changed)
    await _note(tx, committee.id, "committee.settings", {key: before[key] for key in given}, given)
    after = Committee(committee.id, committee.name, committee.regulation, changed)
    await go_by(tx, after, await terms(tx, committee))
    return after


def _pair(text: str) -> tuple[str, Any]:
    """One key=value; a value is JSON, "1@07:30,0@09:00" for a ladder, or plain text."""
    key, equals, value = text.partition("=")
    if not equals:
        raise CommandFault(render_text("cli/committee_settings_pair", text=text))
    key, value = key.strip(), value.strip()
    if key.endswith(_LADDER) and not value.startswith("["):
        return key, [_step(step) for step in value.split(",") if step.strip()]
    try:
        return key, json.loads(value)
    except ValueError:
        return key, value


def _step(text: str) -> dict[str, Any]:
    days, _, hour = text.strip().partition("@")
    return {"working_days_before": int(days) if days.isdecimal() else days, "hour": hour}


def _shown(settings: CommitteeSettings) -> dict[str, str]:
    """The settings as they are typed."""
    plain = json.loads(settings.to_json())
    return {
        key: ",".join(f"{step['working_days_before']}@{step['hour']}" for step in value)
        if key.endswith(_LADDER)
        else value
        if isinstance(value, str)
        else json.dumps(value)
        for key, value in plain.items()
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandFault(render_text("cli/committee_day_wrong", text=text)) from error


async def _set(tx: Transaction, committee: Committee, on: date, name: str, working: bool) -> None:
    if not name.strip():
        raise CommandFault(render_text("cli/committee_day_nameless"))
    now = WallClock().now()
    await committees.set_day(tx, committee.id, on, name.strip(), working, now)
    after = {"day": on.isoformat(), "name": name.strip(), "working": working}
    await _note(tx, committee.id, "committee.day", {}, after)


async def _remove(tx: Transaction, committee: Committee, on: date) -> None:
    if not await committees.remove_day(tx, committee.id, on):
        raise CommandFault(render_text("cli/committee_day_unknown", day=on))
    await _note(tx, committee.id, "committee.day", {"day": on.isoformat()}, {})


async def _note(
    tx: Transaction, committee_id: int, verb: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    await audit.write(
        tx,
        at=WallClock().now(),
        committee_id=committee_id,
        person_id=None,
        channel=_CHANNEL,
        verb=verb,
        subject=f"committee:{committee_id}",
        before=before,
        after=after,
    )
