"""Reading encoded regulations: those that come with the program, and an office's own file."""

import unicodedata
from collections.abc import Hashable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from regulations.build import build
from regulations.model import Regulation
from regulations.node import Node

try:
    from yaml import CBaseLoader as _Base  # ten times faster, where libyaml is there
except ImportError:
    from yaml import BaseLoader as _Base  # type: ignore[assignment]

_SUFFIX = ".yaml"
_NOT_REGULATIONS = frozenset(("lexicon",))


class RegulationError(ValueError):
    """A regulation that cannot be used: `faults` are lines that each name the file and place."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _Loader(_Base):
    """Every scalar is text ("10.1" is no number); a key written twice is refused, not lost."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        seen: set[object] = set()
        for key, _ in node.value:
            text = str(key.value)
            if text in seen:
                raise yaml.MarkedYAMLError(None, None, f"key {text!r} twice", key.start_mark)
            seen.add(text)
        return super().construct_mapping(node, deep)


def available() -> tuple[str, ...]:
    """The slugs of the regulations that come with the program."""
    return tuple(sorted(_files()))


@cache
def load(slug: str) -> Regulation:
    """The regulation of that slug; RegulationError when there is none or its file is faulty."""
    found = _files().get(slug)
    if found is None:
        raise RegulationError(f"no regulation {slug!r}; there are: {', '.join(available())}")
    regulation = _read(found)
    if regulation.slug != slug:
        raise RegulationError(f"{found.name}: slug: {regulation.slug!r} is not the file's name")
    return regulation


def load_file(path: Path) -> Regulation:
    """An office's own encoding; RegulationError lists all its faults at once."""
    return _read(path)


def _files() -> dict[str, Traversable]:
    found = (each for each in files("regulations").iterdir() if each.name.endswith(_SUFFIX))
    named = {each.name.removesuffix(_SUFFIX): each for each in found}
    return {slug: each for slug, each in named.items() if slug not in _NOT_REGULATIONS}


def _read(file: Traversable | Path) -> Regulation:
    top = Node(_parse(file), "")
    regulation = build(top)
    if top.faults:
        raise RegulationError(*(f"{file.name}: {fault}" for fault in dict.fromkeys(top.faults)))
    return regulation


def _parse(file: Traversable | Path) -> object:
    try:
        # Composed letters, whatever the editor wrote, so that a point "đ" is one letter.
        loader = _Loader(unicodedata.normalize("NFC", file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RegulationError(f"{file.name}: cannot be read: {error}") from error
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f"line {where.line + 1}: " if where else ""
        text = getattr(error, "problem", None) or str(error)
        raise RegulationError(f"{file.name}: {line}{text}") from error
    finally:
        loader.dispose()
