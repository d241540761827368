"""`bcd invite`: a linking code for somebody on the roster, as text, link and QR picture."""

import io
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import WallClock
from bot.commands.opening import CommandFault, carry_out, chosen, regulation_of
from bot.commands.roster import ForCommittee
from bot.qr import invite_link, qr_png
from bot.settings import Settings
from committee.people import Person
from messages.render import render_text
from regulations.vietnamese import fold
from storage import audit, codes, people
from storage.committees import Committee
from storage.database import Database, Transaction
from storage.phones import normal_phone

_CHANNEL = "cli"


def invite(
    who: Annotated[str, typer.Argument(help="A full name or a phone number.")],
    committee: ForCommittee = None,
    png: Annotated[Path | None, typer.Option(help="Also write the QR code here.")] = None,
) -> None:
    """Make a linking code for somebody on the roster; older ones of theirs expire."""

    async def work(settings: Settings, database: Database) -> str:
        now = WallClock().now()
        async with database.transaction() as tx:
            found = await chosen(tx, committee)
            person = await person_meant(tx, found, who)
            code = await codes.issue(tx, person.id, None, now, settings.code_life)
            await _note(tx, found.id, person.id)
            link = await invite_link(settings, tx, code)
            group = regulation_of(found.regulation).group_name
            # Inside, so that a picture that cannot be written leaves the older codes valid.
            if png is not None:
                png.write_bytes(qr_png(link or code))
        return (
            render_text(
                "cli/invite",
                person=person,
                committee=found,
                group=group,
                code=code,
                link=link,
                until=now + settings.code_life,
                picture=png,
            )
            + "\n"
            + _picture_as_text(link or code)
        )

    carry_out(work)


async def person_meant(tx: Transaction, committee: Committee, who: str) -> Person:
    """The one person of this committee who is meant."""
    phone = normal_phone(who)
    if phone is None:
        found = await people.find_by_name(tx, committee.id, fold(who))
    else:
        owner = await people.person_by_phone(tx, phone)
        known = owner is not None and await _is_known(tx, committee.id, owner.id)
        found = (owner,) if owner is not None and known else ()
    if len(found) != 1:
        raise CommandFault(
            render_text("cli/invite_whom", who=who, committee=committee, found=found)
        )
    return found[0]


async def _is_known(tx: Transaction, committee_id: int, person_id: int) -> bool:
    seat = await people.membership(tx, committee_id, person_id)
    return seat is not None or await people.contact(tx, committee_id, person_id) is not None


async def _note(tx: Transaction, committee_id: int, person_id: int) -> None:
    await audit.write(
        tx,
        at=WallClock().now(),
        committee_id=committee_id,
        person_id=None,
        channel=_CHANNEL,
        verb="code.issued",
        subject=f"person:{person_id}",
    )


def _picture_as_text(link: str) -> str:
    # Imported here: a start without an invitation need not pay for it.
    import segno

    drawn = io.StringIO()
    segno.make(link, error="l", micro=False).terminal(drawn, compact=True)
    return drawn.getvalue()
