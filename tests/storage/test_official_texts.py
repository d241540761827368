"""The wording in use is that of the document brought last, whole."""

from datetime import timedelta
from pathlib import Path

from storage import official_texts
from storage.database import Database
from storage.official_texts import Version
from tests.storage.opened import NOW, opened


async def bring(
    database: Database, sha256: str, texts: dict[str, str], days: int, slug: str = "tran-lieu"
) -> Version:
    async with database.transaction() as tx:
        return await official_texts.save(
            tx,
            regulation=slug,
            sha256=sha256,
            file=f"{sha256}.pdf",
            texts=texts,
            now=NOW + timedelta(days=days),
        )


async def wording(database: Database, ref: str, slug: str = "tran-lieu") -> str | None:
    async with database.reading() as tx:
        return await official_texts.official_text(tx, slug, ref)


async def test_nothing_is_there_until_it_is_brought(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        assert await wording(database, "7.4") is None
        async with database.reading() as tx:
            assert await official_texts.current(tx, "tran-lieu") is None
            assert await official_texts.official_texts(tx, "tran-lieu") == {}


async def test_a_newer_document_takes_the_place_of_the_older_whole(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        await bring(database, "aa", {"7.4": "cũ", "7.5": "chỉ có trong bản cũ"}, 0)
        newer = await bring(database, "bb", {"7.4": "mới"}, 1)
        await bring(database, "cc", {"7.4": "của Quy chế khác"}, 2, "xa")
        assert await wording(database, "7.4") == "mới"
        assert await wording(database, "7.5") is None
        assert await wording(database, "7.4", "xa") == "của Quy chế khác"
        async with database.reading() as tx:
            assert await official_texts.current(tx, "tran-lieu") == newer
            assert await official_texts.official_texts(tx, "tran-lieu") == {"7.4": "mới"}


async def test_a_document_brought_again_is_in_use_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        first = await bring(database, "aa", {"7.4": "một"}, 0)
        await bring(database, "bb", {"7.4": "hai"}, 1)
        again = await bring(database, "aa", {"7.4": "một, đọc lại"}, 2)
        assert again.id == first.id
        assert await wording(database, "7.4") == "một, đọc lại"
