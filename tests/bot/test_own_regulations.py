"""An office's own regulations beside those of the program: served, and where faulty, alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from committee.people import Honorific, Role
from regulations.load import look_in
from storage import accounts, committees, people, seats
from tests.chat import House, house

SHIPPED = Path(__file__).parents[2] / "regulations" / "tran-lieu.yaml"
TOKEN = "7000000001:AAF-this-is-a-token-of-the-tests-0000000"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a right regulation, `hai-an`, and a faulty one, `hong`."""
    folder = tmp_path / "quy-che"
    folder.mkdir()
    text = SHIPPED.read_text("utf-8").replace("phường Trần Liễu", "phường Hải An")
    (folder / "hai-an.yaml").write_text(text.replace("slug: tran-lieu", "slug: hai-an"), "utf-8")
    wrong = text.replace("slug: tran-lieu", "slug: hong").replace("[scope]", "[scoop]", 1)
    (folder / "hong.yaml").write_text(wrong, "utf-8")
    monkeypatch.setenv("BCD_REGULATIONS_DIR", str(folder))
    yield folder
    look_in(None)


async def member_of(h: House, regulation: str, address: str, phone: str) -> None:
    """Somebody's committee under that regulation, with the one commissioner on a phone."""
    now = h.clock.now()
    async with h.app.database.transaction() as tx:
        made = await committees.create(tx, name=f"Ban {address}", regulation=regulation, now=now)
        person = await people.add_person(
            tx,
            name="Vũ Thị Tâm",
            honorific=Honorific.COMRADE,
            phone=phone,
            position="",
            now=now,
        )
        await seats.save_membership(
            tx,
            made.id,
            person,
            role=Role.COMMISSIONER,
            second_role=None,
            office="",
            secretariat=False,
            administrator=False,
            now=now,
        )
        account = await accounts.known(tx, h.channel.name, h.account_of(address), now)
        await accounts.link(tx, account.id, person, now)


async def test_a_faulty_one_stops_only_those_who_work_under_it(
    own: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(tmp_path / "data") as h:
        assert "hong.yaml: articles[1].topics[#1]: unknown topic 'scoop'" in caplog.text
        assert "hai-an.yaml" not in caplog.text
        for number, regulation in enumerate(("hong", "hai-an", "tran-lieu"), start=1):
            await member_of(h, regulation, regulation, f"+8490000010{number}")
        [broken] = await h.phone("hong").types("/nhiemvu")
        assert "Ủy viên" not in broken.text
        for served in ("hai-an", "tran-lieu"):
            [duties] = await h.phone(served).types("/nhiemvu")
            assert "Điều 7" in duties.text


def test_the_program_does_not_start_where_one_would_hide_a_shipped_one(
    own: Path, tmp_path: Path
) -> None:
    (own / "tran-lieu.yaml").write_text(SHIPPED.read_text("utf-8"), "utf-8")
    env = {"BCD_DATA": str(tmp_path / "data"), "BCD_TELEGRAM_TOKEN": TOKEN}
    for words in (["run"], ["committee", "list"]):
        result = CliRunner().invoke(app, words, env=env)
        assert result.exit_code == 1
        assert "tran-lieu.yaml: “tran-lieu” là tên Quy chế có sẵn" in result.stderr


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    env = {"BCD_DATA": str(tmp_path / "data"), "BCD_REGULATIONS_DIR": str(tmp_path / "none")}
    result = CliRunner().invoke(app, ["regulation", "list"], env=env)
    assert result.exit_code == 1
    assert "BCD_REGULATIONS_DIR" in result.stderr


def test_a_committee_is_made_under_an_own_one(own: Path, tmp_path: Path) -> None:
    env = {"BCD_DATA": str(tmp_path / "data")}
    words = ["committee", "create", "--regulation", "hai-an", "--name", "Ban Chỉ đạo Hải An"]
    assert CliRunner().invoke(app, words, env=env).exit_code == 0
    wrong = [*words[:3], "hong", *words[4:]]
    result = CliRunner().invoke(app, wrong, env=env)
    assert result.exit_code == 1
    assert "không có chủ đề “scoop”" in result.stderr
