"""The syntax trees of our own rooms, for tests that look at code instead of running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "committee", "handlers", "messages", "regulations", "storage")


@dataclass(frozen=True, slots=True)
class Module:
    """A source file: its path from the root, its text, its tree."""

    path: str
    text: str
    tree: ast.Module

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def strings(self) -> set[str]:
        """Every string that the module writes out."""
        return {
            node.value
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }


@cache
def modules(*rooms: str) -> tuple[Module, ...]:
    """All modules of these rooms, in order of their paths."""
    paths = sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))
    texts = [(path, path.read_text("utf-8")) for path in paths]
    return tuple(
        Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text)) for path, text in texts
    )


def dotted(node: ast.expr) -> str:
    """`datetime.now` of a name or an attribute; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""
