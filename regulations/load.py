"""Reading encoded regulations: those that come with the program, and an office's own."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from regulations.build import build
from regulations.faults import Fault, Mark, Problem, RegulationError
from regulations.model import Regulation
from regulations.node import Node
from regulations.pieces import parse

__all__ = [
    "RegulationError",
    "available",
    "check_file",
    "faulty",
    "load",
    "load_file",
    "look_in",
    "shipped",
]

_SUFFIX = ".yaml"
_NOT_REGULATIONS = frozenset(("lexicon", "questions"))
_MOST_BYTES = 2_000_000

_own: dict[str, Path] = {}
"""The office's own files by slug, as `look_in` found them."""


def look_in(folder: Path | None) -> None:
    """Take in an office's own folder from now on, or none.

    A file whose name is a shipped regulation's would hide it: RegulationError, and nothing changes.
    A faulty file stops nobody else: `load` refuses it alone, `faulty` lists it.
    """
    found = sorted(folder.glob(f"*{_SUFFIX}")) if folder is not None else []
    named = {path.name.removesuffix(_SUFFIX): path for path in found}
    hiding = [slug for slug in named if slug in _shipped() or slug in _NOT_REGULATIONS]
    if hiding:
        raise RegulationError(*map(_hides, hiding))
    if named or _own:
        _own.clear()
        _own.update(named)
        load.cache_clear()


def _hides(slug: str) -> Fault:
    return Fault(Problem.SLUG_SHIPPED, details=(slug,), file=f"{slug}{_SUFFIX}")


def shipped() -> tuple[str, ...]:
    """The slugs of the regulations that come with the program."""
    return tuple(sorted(_shipped()))


def available() -> tuple[str, ...]:
    """The slugs of the regulations there are: shipped, and the office's own, faulty or not."""
    return tuple(sorted({*_shipped(), *_own}))


def faulty() -> tuple[Fault, ...]:
    """What is wrong with the office's own files, all of it."""
    found: list[Fault] = []
    for slug in sorted(_own):
        try:
            load(slug)
        except RegulationError as error:
            found += error.found
    return tuple(found)


@cache
def load(slug: str) -> Regulation:
    """The regulation of that slug; RegulationError when there is none or its file is faulty."""
    found = _own.get(slug) or _shipped().get(slug)
    if found is None:
        raise RegulationError(Fault(Problem.SLUG_UNKNOWN, details=(slug, ", ".join(available()))))
    return _read(found, slug)


def load_file(path: Path) -> Regulation:
    """An office's own encoding; RegulationError lists all its faults at once."""
    return _read(path, "")


def check_file(path: Path) -> Regulation:
    """The same, and its slug is the file's name, as it must be to be found in a folder."""
    return _read(path, path.name.removesuffix(_SUFFIX))


@cache
def _shipped() -> dict[str, Traversable]:
    found = (each for each in files("regulations").iterdir() if each.name.endswith(_SUFFIX))
    named = {each.name.removesuffix(_SUFFIX): each for each in found}
    return {slug: each for slug, each in named.items() if slug not in _NOT_REGULATIONS}


def _read(file: Traversable | Path, slug: str) -> Regulation:
    piece, faults = parse(_text(file))
    if piece is None and faults:
        raise _all_of(file, faults)
    top = Node(piece, "", faults, Mark(1, 1))
    regulation = build(top)
    if slug and regulation.slug not in (slug, ""):
        top.child("slug").fault(Problem.SLUG_DIFFERS, regulation.slug)
    if faults:
        raise _all_of(file, faults)
    return regulation


def _all_of(file: Traversable | Path, faults: Iterable[Fault]) -> RegulationError:
    """Each once, in the order of the file."""
    found = sorted(dict.fromkeys(faults), key=lambda fault: fault.mark)
    return RegulationError(*(replace(fault, file=file.name) for fault in found))


def _text(file: Traversable | Path) -> str:
    """Composed letters, whatever the editor wrote, so that a point "đ" is one letter."""
    try:
        raw = file.read_bytes()
        if len(raw) > _MOST_BYTES:
            raise _refused(file, Problem.TOO_LARGE, str(_MOST_BYTES))
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _refused(file, Problem.NOT_UTF8) from error
    except OSError as error:
        raise _refused(file, Problem.UNREADABLE, error.strerror or str(error)) from error


def _refused(file: Traversable | Path, problem: Problem, *details: str) -> RegulationError:
    return RegulationError(Fault(problem, details=details, file=file.name))
