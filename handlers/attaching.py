"""A small file made while answering: kept in the store, known, ready to be sent."""

from collections.abc import Callable

from handlers.conversation import StoredFile
from handlers.speaking import Context
from storage import files

Keep = Callable[[bytes], str]
"""Puts content into the store and returns its SHA-256; quick, as a transaction waits for it."""


async def attach(
    context: Context, keep: Keep, content: bytes, name: str, media_type: str
) -> StoredFile:
    sha256 = keep(content)
    person = context.person
    await files.add(context.tx, sha256, media_type, len(content), person.id, context.now)
    return StoredFile(sha256, name, media_type, len(content), paper=False)
