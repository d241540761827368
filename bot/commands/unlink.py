"""`bcd unlink`: cut off every account of somebody whose phone is lost or in other hands."""

from typing import Annotated

import typer

from bot.clock import WallClock
from bot.commands.invite import person_meant
from bot.commands.opening import carry_out, chosen
from bot.commands.roster import ForCommittee
from bot.settings import Settings
from messages.render import render_text
from storage import audit, codes, dialogues, linking
from storage.database import Database

_CHANNEL = "cli"


def unlink(
    who: Annotated[str, typer.Argument(help="A full name or a phone number.")],
    committee: ForCommittee = None,
) -> None:
    """Unlink all accounts of a person; codes not used yet, and open questions, end as well."""

    async def work(settings: Settings, database: Database) -> str:
        now = WallClock().now()
        async with database.transaction() as tx:
            found = await chosen(tx, committee)
            person = await person_meant(tx, found, who)
            count = await linking.cut_off(tx, person.id, now)
            await codes.expire(tx, person.id, now)
            await dialogues.close(tx, f"person:{person.id}")
            await audit.write(
                tx,
                at=now,
                committee_id=found.id,
                person_id=None,
                channel=_CHANNEL,
                verb="accounts.cut_off",
                subject=f"person:{person.id}",
                after={"accounts": count},
            )
        return render_text("cli/unlinked", person=person, count=count)

    carry_out(work)
