"""Fits a message into what a chat can show, by its capabilities alone; for every channel."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.channels.base import Capabilities
from bot.channels.splitting import plain, split
from handlers.conversation import Action, Outgoing, StoredFile
from messages.render import render


@dataclass(frozen=True, slots=True)
class Piece:
    """What one call sends: a stretch of text with its buttons, a file, or the commands."""

    text: str = ""
    actions: tuple[Action, ...] = ()
    file: StoredFile | None = None
    commands: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file as an address on our own port."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Aids:
    """What a chat is given for the buttons and files that it cannot show."""

    letter: str = ""
    """Stands before the numbers while more than one menu waits for a choice."""
    links: tuple[FileLink, ...] = ()
    upload: str = ""
    """Where a file can be left that is being waited for."""


def pieces(
    outgoing: Outgoing, capabilities: Capabilities, channel: str, contact: str = ""
) -> list[Piece]:
    """What is handed over in turn; the buttons stand under the last stretch of text.

    Documents that may not go this way are counted in a line instead; `contact` is whom to ask.
    """
    if outgoing.commands is not None:
        return [Piece(commands=outgoing.commands)]
    files = allowed(outgoing, capabilities)
    text = _with_papers(outgoing, channel, len(outgoing.files) - len(files), contact)
    text = unicodedata.normalize("NFC", text)
    *first, last = split(text, capabilities.text_limit, capabilities.size) or [""]
    parts = [Piece(_shown(part, capabilities)) for part in first]
    if last:
        parts.append(Piece(_shown(last, capabilities), outgoing.actions))
    return parts + [Piece(file=file) for file in files]


def allowed(outgoing: Outgoing, capabilities: Capabilities) -> list[StoredFile]:
    """The files that may go this way at all."""
    return [file for file in outgoing.files if capabilities.files or not file.paper]


def as_text(outgoing: Outgoing, capabilities: Capabilities, aids: Aids) -> Outgoing:
    """The same message where buttons are numbered lines and files are links."""
    lines = [outgoing.text]
    left = list(outgoing.files)
    if not capabilities.attachments:
        left = [file for file in left if file not in allowed(outgoing, capabilities)]
        if aids.links:
            lines.append(render("zalo/file_links", links=aids.links))
    if aids.upload:
        lines.append(render("zalo/upload", address=aids.upload))
    actions: Sequence[Action] = outgoing.actions
    if actions and not capabilities.buttons:
        labels = [action.label for action in actions]
        lines.append(render("zalo/menu", letter=aids.letter, labels=labels))
        actions = ()
    text = "\n\n".join(line for line in lines if line)
    return replace(outgoing, text=text, actions=tuple(actions), files=tuple(left))


def _with_papers(outgoing: Outgoing, channel: str, withheld: int, contact: str) -> str:
    if not withheld:
        return outgoing.text
    line = render("files/papers_elsewhere", count=withheld, contact=contact, channel=channel)
    return f"{outgoing.text}\n\n{line}".strip()


def _shown(text: str, capabilities: Capabilities) -> str:
    return text if capabilities.markup else plain(text)
