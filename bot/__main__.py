"""The `bcd` command."""

import typer

from bot.commands.ask import ask
from bot.commands.backup import backup, restore_archive
from bot.commands.committee import committee_app
from bot.commands.demo import demo
from bot.commands.health import health
from bot.commands.invite import invite
from bot.commands.regulation import regulation_app
from bot.commands.roster import roster_app
from bot.commands.run import run
from bot.commands.unlink import unlink

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="The assistant of a steering committee for digital transformation.",
)
app.command()(ask)
app.command()(backup)
app.command()(demo)
app.command()(health)
app.command()(invite)
app.command("restore")(restore_archive)
app.command()(run)
app.command()(unlink)
app.add_typer(committee_app, name="committee")
app.add_typer(regulation_app, name="regulation")
app.add_typer(roster_app, name="roster")


def main() -> None:
    app()


if __name__ == "__main__":
    main()
