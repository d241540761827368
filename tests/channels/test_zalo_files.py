"""Files on Zalo: fetched by link, left on a page, pictures in the chat; the same intake as ever."""

import asyncio
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession, FormData

from messages.render import render
from messages.wording import words
from tests.bot import played
from tests.channels.zalo_room import Room, room
from tests.zaloapi.people import User

pytestmark = pytest.mark.channel

FILE = re.compile(r"https?://\S+/tep/\S+")
UPLOAD = re.compile(r"https?://\S+/gui-tep/\S+")
PDF = b"%PDF-1.4\n% Bao cao"
WORDS = words("zalo")


async def get(url: str) -> tuple[int, str]:
    async with ClientSession() as session, session.get(url) as response:
        return response.status, await response.text()


async def post(url: str, *files: tuple[str, bytes]) -> tuple[int, str]:
    form = FormData(quote_fields=False)
    for name, content in files:
        form.add_field("tep", content, filename=name)
    data = form if files else None
    async with ClientSession() as session, session.post(url, data=data) as response:
        return response.status, (await response.read()).decode("utf-8", "replace")


async def asked_for_paper(r: Room) -> tuple[User, str]:
    """Lan is asked for a document; where she may leave it."""
    await r.ward()
    lan = r.member("lan")
    for typed in (played.LINE, "Quý IV và tổng kết", "Dùng hạn này", "Đính kèm tài liệu"):
        await r.says(lan, typed)
    return lan, _upload_in(lan)


def _upload_in(user: User) -> str:
    [url] = UPLOAD.findall(user.last.text)
    return str(url)


async def left(r: Room, url: str, *files: tuple[str, bytes]) -> tuple[int, str]:
    status, page = await post(url, *files)
    await r.app.settle()
    return status, page


async def test_a_file_left_on_the_page_enters_as_if_it_had_been_sent(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        lan, url = await asked_for_paper(r)
        status, page = await get(url)
        assert status == 200
        assert 'name="tep"' in page
        assert WORDS["hint"] in page
        status, page = await left(r, url, ("Báo cáo.pdf", PDF))
        assert (status, WORDS["taken"] in page) == (200, True)
        assert "Báo cáo.pdf" in lan.last
        stored = await r.value("SELECT sha256 FROM documents")
        assert r.app.files.path(stored).read_bytes() == PDF
        assert list((tmp_path / "arrived").iterdir()) == []


async def test_the_page_is_good_for_one_use(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        _, url = await asked_for_paper(r)
        await left(r, url, ("a.pdf", PDF))
        assert (await get(url))[0] == 410
        status, page = await left(r, url, ("b.pdf", PDF + b"2"))
        assert (status, WORDS["gone"] in page) == (410, True)
        assert await r.value("SELECT COUNT(*) FROM documents") == 1


async def test_two_at_the_same_moment_are_one(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        _, url = await asked_for_paper(r)
        found = await asyncio.gather(post(url, ("a.pdf", PDF)), post(url, ("b.pdf", PDF + b"2")))
        await r.app.settle()
        assert sorted(status for status, _ in found) == [200, 410]
        assert await r.value("SELECT COUNT(*) FROM documents") == 1
        assert list((tmp_path / "arrived").iterdir()) == []


async def test_the_page_is_good_for_half_an_hour(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        _, url = await asked_for_paper(r)
        await r.later(minutes=29)
        assert (await get(url))[0] == 200
        await r.later(minutes=2)
        assert (await get(url))[0] == 410
        assert (await post(url, ("a.pdf", PDF)))[0] == 410


@pytest.mark.parametrize(
    ("name", "content", "template"),
    [
        ("Bao-cao.exe", PDF, "files/wrong_kind"),
        ("Bao-cao-MẬT.pdf", PDF, "files/secret"),
        ("a.pdf", b"", "files/empty"),
        ("a.txt", "TỐI MẬT\nKế hoạch".encode(), "files/secret"),
    ],
)
async def test_what_is_not_taken_is_said_in_the_chat_with_a_new_page(
    tmp_path: Path, name: str, content: bytes, template: str
) -> None:
    async with room(tmp_path) as r:
        lan, url = await asked_for_paper(r)
        await left(r, url, (name, content))
        said = lan.last.text
        if template == "files/secret" and name.endswith(".txt"):
            assert said.startswith((render(template), render("files/wrong_kind")))
        else:
            assert said.startswith(render(template))
        assert _upload_in(lan) != url
        assert await r.value("SELECT COUNT(*) FROM documents") == 0
        status, _ = await left(r, _upload_in(lan), ("b.pdf", PDF))
        assert status == 200
        assert await r.value("SELECT COUNT(*) FROM documents") == 1


async def test_what_was_refused_does_not_stay_on_the_disk(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        _, url = await asked_for_paper(r)
        await left(r, url, ("Ke-hoach-MẬT.pdf", PDF))
        await r.app.housekeeping.remove_unused_files()
        [file] = (tmp_path / "arrived").iterdir()  # it may be on its way in at this moment
        old = file.stat().st_mtime - timedelta(minutes=11).total_seconds()
        os.utime(file, (old, old))
        await r.app.housekeeping.remove_unused_files()
        assert list((tmp_path / "arrived").iterdir()) == []


async def test_a_form_without_a_file_keeps_the_page_good(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        _, url = await asked_for_paper(r)
        assert (await post(url))[0] == 400
        assert (await left(r, url, ("a.pdf", PDF)))[0] == 200


async def test_a_number_may_be_typed_in_place_of_a_file(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        lan, _ = await asked_for_paper(r)
        await r.says(lan, "Kế hoạch số 12/KH-UBND")
        assert await r.value("SELECT COUNT(*) FROM documents") == 1


async def test_a_document_in_the_chat_itself_leads_to_the_page(tmp_path: Path) -> None:
    """It arrives without its content; the answer says where it can be left."""
    async with room(tmp_path) as r:
        lan, _ = await asked_for_paper(r)
        lan.sends_document()
        await r.heard()
        assert lan.last.text.startswith(render("conversation/unsupported"))
        assert (await get(_upload_in(lan)))[0] == 200


async def test_a_picture_is_fetched_at_once(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        lan, _ = await asked_for_paper(r)
        lan.sends_picture(b"\xff\xd8\xff a photograph", named="photo_url")
        await r.heard()
        r.server.expire_pictures()
        stored = await r.value("SELECT sha256 FROM documents")
        assert r.app.files.path(stored).read_bytes() == b"\xff\xd8\xff a photograph"


async def test_a_picture_that_is_gone_is_asked_for_again(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        lan, _ = await asked_for_paper(r)
        lan.sends_picture(b"x")
        r.server.expire_pictures()
        await r.heard()
        assert lan.last.text.startswith(render("files/not_fetched"))


async def test_nobody_is_fetched_from_who_only_names_an_address(tmp_path: Path) -> None:
    """What is no https, and not beside the service, is not fetched."""
    async with room(tmp_path) as r:
        lan, _ = await asked_for_paper(r)
        lan.picture_address = lambda _: "http://127.0.0.1:1/metadata.jpg"
        lan.sends_picture(b"x")
        await r.heard()
        assert lan.last.text.startswith(render("files/not_fetched"))


async def test_without_documents_on_zalo_nothing_is_offered(tmp_path: Path) -> None:
    async with room(tmp_path, zalo_documents=False) as r:
        await r.ward()
        lan = r.member("lan")
        for typed in (played.LINE, "Quý IV và tổng kết", "Dùng hạn này", "Đính kèm tài liệu"):
            await r.says(lan, typed)
        assert not UPLOAD.search(lan.last.text)
        lan.sends_picture(b"x")
        await r.heard()
        assert lan.last.text == render("files/not_here")


# --- files that the assistant gives


async def given(r: Room) -> tuple[User, str]:
    """Hương asks for her own data; where it can be fetched."""
    await r.ward()
    huong = r.member("huong")
    await r.says(huong, "/dulieucuatoi")
    await r.says(huong, "Tải dữ liệu")
    [url] = FILE.findall(huong.last.text)
    return huong, str(url)


async def test_a_file_is_an_attachment_behind_a_button(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        _, url = await given(r)
        status, page = await get(url)  # as a preview of the address would
        assert status == 200
        assert "Hoàng" not in page
        assert WORDS["yours_only"] in page
        async with ClientSession() as session, session.post(url) as response:
            assert response.status == 200
            assert response.headers["Content-Disposition"].startswith("attachment")
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert "Đỗ Thu Hương" in (await response.read()).decode()


async def test_every_page_keeps_others_out(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        _, url = await given(r)
        async with ClientSession() as session, session.get(url) as response:
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "script-src" not in policy
            assert response.headers["Referrer-Policy"] == "no-referrer"
            assert response.headers["Cache-Control"] == "no-store"
            assert "<script" not in await response.text()


async def test_a_forged_address_is_as_good_as_none(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        _, url = await given(r)
        base, _, token = url.rpartition("/")
        number, _, signature = token.partition("-")
        wrong = "0" * 32 if signature != "0" * 32 else "1" * 32
        for forged in (f"{number}-{wrong}", number, f"{number}-", f"{int(number) + 1}-{signature}"):
            assert (await get(f"{base}/{forged}"))[0] == 410
            assert (await post(f"{base}/{forged}"))[0] == 410
        assert (await get(url.replace("/tep/", "/gui-tep/")))[0] == 410  # signed for one purpose
        assert (await get(base + "/"))[0] == 404  # nothing is listed


async def test_a_link_ends_with_its_term_and_with_the_account(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        huong, url = await given(r)
        r.clock.move(r.clock.now() + timedelta(hours=71))
        assert (await get(url))[0] == 200
        r.clock.move(r.clock.now() + timedelta(hours=2))
        assert (await get(url))[0] == 410
        await r.says(huong, "/dulieucuatoi")
        await r.says(huong, "Tải dữ liệu")
        [again] = FILE.findall(huong.last.text)
        assert (await get(again))[0] == 200
        async with r.app.database.transaction() as tx:
            await tx.execute(
                "UPDATE accounts SET person_id = NULL WHERE address = :a", a=r.address(huong)
            )
        assert (await get(again))[0] == 410
        assert (await post(again))[0] == 410


async def test_what_is_gone_from_the_store_is_gone(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        _, url = await given(r)
        r.app.files.forget(await r.value("SELECT sha256 FROM links WHERE sha256 != ''"))
        assert (await get(url))[0] == 410
        assert (await post(url))[0] == 410
