"""What the rooms promise each other, looked up in the source itself."""

import ast
import re
from collections.abc import Iterator

import pytest
from importlinter.cli import lint_imports

from tests.trees import ROOMS, ROOT, Module, dotted, modules

ALL = modules(*ROOMS)
OWN_CODE = modules("bot", "committee", "handlers", "storage")


def test_rooms_import_downwards_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    broken = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert not broken, capsys.readouterr().out


def imported(module: Module) -> Iterator[str]:
    """The modules that this one names: `a.b` for both `import a.b` and `from a.b import c`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def unit(name: str) -> str:
    """`meetings` of `handlers.meetings.draft` and of `handlers/meetings/draft.py`."""
    return re.split(r"[./]", name)[1].removesuffix(".py")


def test_features_do_not_import_each_other() -> None:
    handlers = modules("handlers")
    features = {
        unit(each.path)
        for each in handlers
        if any(dotted(call.func) == "Feature" for call in each.calls())
    }
    assert {"meetings", "attendance", "start", "mydata"} <= features
    crossing = {
        f"{each.path}: {name}"
        for each in handlers
        for name in imported(each)
        if name.startswith("handlers.") and unit(name) in features - {unit(each.path)}
    }
    assert crossing == set()


def test_only_the_app_knows_features() -> None:
    """Everything else in bot/ goes through the registry."""
    shared = {"access", "conversation", "feature", "replanning", "speaking"}
    known = {
        f"{each.path}: {name}"
        for each in modules("bot")
        if each.path != "bot/app.py"
        for name in imported(each)
        if name.startswith("handlers.") and unit(name) not in shared
    }
    assert known == set()


# --- the only door to a row by id

READS_BY_ID = {"committees.get", "people.person", "deliveries.find", "accounts.get"}
"""Besides everything that is called `…by_id`."""

ALLOWED = {
    ("handlers/assignment.py", "committees.get"): "of a task that access let somebody have",
    ("handlers/assignment.py", "people.person"): "who has it, helps with it, decides on it",
    ("handlers/assignment.py", "task_sources.by_id"): "what it was assigned by, as it is now",
    ("handlers/assignment.py", "tasks.by_id"): "the same task again, as it is now",
    ("handlers/desk.py", "committees.get"): "of a meeting that access let somebody have",
    ("handlers/desk.py", "people.person"): "the chair of a meeting that access let somebody have",
    ("handlers/desk.py", "meetings.by_id"): "the same meeting again, as it is now",
    ("handlers/standing.py", "committees.get"): "the committees of the asker's own seats",
    ("handlers/invites.py", "committees.get"): "a committee whose roster the asker keeps",
    ("handlers/start.py", "people.person"): "whom the code is for that the asker holds",
    ("handlers/mydata_told.py", "people.person"): "whom a delivery of our own is about",
}
"""Where a handler reads a row by id itself, and why it may."""


def reads_by_id(module: Module) -> set[str]:
    """The reads by id that a module names, called or handed on."""
    names = {dotted(node) for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
    bare = {name for name in imported(module) if name.startswith("storage.")}
    names |= {".".join(name.split(".")[-2:]) for name in bare}
    return {name for name in names if name in READS_BY_ID or name.endswith("by_id")}


def test_rows_are_read_by_id_at_one_door_only() -> None:
    found = {
        (module.path, name)
        for module in modules("handlers")
        if unit(module.path) != "access"
        for name in reads_by_id(module)
    }
    assert found == ALLOWED.keys()


def test_the_door_is_where_it_is_looked_for() -> None:
    """The walk above sees what it is meant to see."""
    access = [each for each in modules("handlers") if unit(each.path) == "access"]
    found = set().union(*(reads_by_id(each) for each in access))
    assert {"meetings.by_id", "invitees.by_id", "papers.document_by_id"} <= found


# --- words and clocks

VIETNAMESE = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)
TYPED_BY_PEOPLE: dict[str, str] = {}
"""Modules that must know a Vietnamese word, and why; every other word is in messages/."""


@pytest.mark.parametrize("module", OWN_CODE, ids=lambda module: module.path)
def test_no_vietnamese_in_code(module: Module) -> None:
    lines = [line.strip() for line in module.text.splitlines() if VIETNAMESE.search(line)]
    assert bool(lines) is (module.path in TYPED_BY_PEOPLE), lines


CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
}


def test_only_one_module_reads_the_wall_clock() -> None:
    readers = {
        module.path
        for module in ALL
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and dotted(node) in CLOCKS
    }
    assert readers == {"bot/clock.py"}


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        module.path
        for module in ALL
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and dotted(node) in ("os.environ", "os.getenv")
    }
    assert readers <= {"bot/settings.py"}


# --- text that people typed stays text


def test_nothing_is_declared_safe() -> None:
    templates = sorted((ROOT / "messages").rglob("*.j2"))
    assert len(templates) > 100
    unsafe = r"\|\s*safe\b|autoescape\s+false|\bMarkup\b"
    assert [t.name for t in templates if re.search(unsafe, t.read_text("utf-8"))] == []
    assert [m.path for m in ALL if re.search(r"\bMarkup\b", m.text)] == []


# --- modules


@pytest.mark.parametrize("module", ALL, ids=lambda module: module.path)
def test_a_module_opens_with_one_sentence(module: Module) -> None:
    written = ast.get_docstring(module.tree)
    assert written
    opening = " ".join(written.split("\n\n")[0].split())
    assert opening.endswith(".")
    assert not re.search(r"[.!?] [A-Z]", opening), opening


@pytest.mark.parametrize("module", ALL, ids=lambda module: module.path)
def test_a_module_is_not_a_drawer(module: Module) -> None:
    parts = re.split(r"[/.]", module.path)
    assert not {"utils", "util", "helpers", "common", "manager", "misc"} & set(parts)
    relative = [
        node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


@pytest.mark.parametrize("module", ALL, ids=lambda module: module.path)
def test_what_is_public_says_what_it_is(module: Module) -> None:
    """A class whose name does not say it all is explained; enums and errors may speak alone."""
    silent = [
        node.name
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
        and not any(dotted(base).endswith("Enum") for base in node.bases)
    ]
    assert silent == []
