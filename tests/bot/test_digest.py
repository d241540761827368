"""Several matters in one message: what each says reads as it was worded."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.digest import digests
from committee.people import Honorific, Person
from handlers.conversation import Outgoing
from handlers.feature import Owed
from handlers.speaking import Speaker
from messages.render import render
from storage.database import Database

AT = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
LAN = Person(15, "Bùi Thu Lan", Honorific.COMRADE, "", "")
OWED = Owed(1, 1, LAN, "meeting:7", 1, "reply", "attendance.reply", {}, AT, AT)


async def test_what_was_escaped_once_is_not_escaped_again(tmp_path: Path) -> None:
    """A place with & or < in it is worded in a template, and its line goes into the digest's."""
    line = render("meeting/place_told", desk=_Desk, place="phòng A & <B>", told=True)
    assert "A &amp; &lt;B&gt;" in line
    worded = [(replace(OWED, id=n), Outgoing(line, summary=line)) for n in (1, 2)]
    database = await Database.open(tmp_path / "empty.sqlite3")
    try:
        async with database.reading() as tx:
            [(owed, together)] = digests(Speaker(tx, AT), worded, frozenset({1, 2}))
    finally:
        await database.close()
    assert [each.id for each in owed] == [1, 2]
    assert together.text.count("A &amp; &lt;B&gt;") == 2


class _Desk:
    class meeting:  # noqa: N801 - named as the template does
        starts_at = AT
