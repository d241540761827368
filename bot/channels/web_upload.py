"""Files on their way in from a browser: streamed to disk, cut off at the limit."""

import asyncio
import os
import re
import secrets
from dataclasses import dataclass, field
from io import BufferedWriter
from pathlib import Path

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.channels.cleaning import clean_name
from bot.channels.web_body import MAX_FILES, clean_media_type
from handlers.conversation import MAX_FILE_BYTES, IncomingFile

_CHUNK = 256 * 1024
_FIELD_BYTES = 64 * 1024
_DRAIN_BYTES = 10 * MAX_FILE_BYTES
"""How much of a request is read on, so that the browser hears an answer and not a reset."""

ARRIVED = "arrived"
"""The folder, in that of the data, of files left on a page of ours and not taken in yet."""

_HANDLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)


class FormError(ValueError):
    """A form that is not what the page sends."""


@dataclass(slots=True)
class Form:
    """What came in one request; a file too large is listed with its size and not kept."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[IncomingFile] = field(default_factory=list)
    read: int = 0


def path_of(uploads: Path, handle: str) -> Path:
    """Where an upload lies; ValueError for a handle that is no plain name in there."""
    path = uploads / handle
    if not _HANDLE.fullmatch(handle) or path.is_symlink():
        raise ValueError("not an upload")
    return path


async def read_form(request: web.Request, uploads: Path) -> Form:
    """Take in every part; whatever goes wrong, no file is left behind."""
    form = Form()
    try:
        await _read_parts(request, form, uploads)
    except BaseException:
        discard(form, uploads)
        raise
    return form


def discard(form: Form, uploads: Path) -> None:
    for file in form.files:
        if file.handle:
            path_of(uploads, file.handle).unlink(missing_ok=True)


async def _read_parts(request: web.Request, form: Form, uploads: Path) -> None:
    if request.content_type != "multipart/form-data":
        raise FormError("not a form")
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None and form.read < _DRAIN_BYTES:
            if not isinstance(part, BodyPartReader):
                raise FormError("nested")
            await _read_part(part, form, uploads)
    except (ValueError, LookupError, AssertionError, HttpProcessingError) as error:
        raise FormError("malformed") from error


async def _read_part(part: BodyPartReader, form: Form, uploads: Path) -> None:
    if part.filename is None:
        form.fields[part.name or ""] = await _read_field(part)
        return
    if len(form.files) >= MAX_FILES:
        raise FormError("too many files")
    form.files.append(await _read_file(part, form, uploads))


async def _read_field(part: BodyPartReader) -> str:
    value = b""
    while chunk := await part.read_chunk(_FIELD_BYTES):
        value += chunk
        if len(value) > _FIELD_BYTES:
            raise FormError("field too long")
    return value.decode("utf-8", "replace")


async def _read_file(part: BodyPartReader, form: Form, uploads: Path) -> IncomingFile:
    handle = secrets.token_hex(16)
    target = path_of(uploads, handle)
    try:
        size = await _stream(part, form, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    if size > MAX_FILE_BYTES:
        target.unlink(missing_ok=True)
        handle = ""
    media_type = clean_media_type(part.headers.get("Content-Type", ""))
    return IncomingFile(handle, clean_name(part.filename or "") or "file", media_type, size)


async def _stream(part: BodyPartReader, form: Form, target: Path) -> int:
    """Write what fits, count what does not; how many bytes came."""
    size = 0
    file = await asyncio.to_thread(_create, target)
    try:
        while form.read < _DRAIN_BYTES and (chunk := await part.read_chunk(_CHUNK)):
            size += len(chunk)
            form.read += len(chunk)
            if size <= MAX_FILE_BYTES:
                await asyncio.to_thread(file.write, chunk)
        await asyncio.to_thread(_settle, file)
    finally:
        file.close()
    return size


def _create(target: Path) -> BufferedWriter:
    return target.open("xb")


def _settle(file: BufferedWriter) -> None:
    """On disk before the message that names it is stored."""
    file.flush()
    os.fsync(file.fileno())
