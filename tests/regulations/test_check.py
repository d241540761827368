"""Where in its file a fault stands, an office's own folder, the schema, how units are counted."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from committee.rules import Citation
from regulations.faults import Mark, Problem, RegulationError
from regulations.load import available, check_file, faulty, load, load_file, look_in, shipped
from regulations.refs import below, counted, kind
from regulations.schema import as_text, schema, shipped_schema
from tests.regulations.test_load import SMALL

SHIPPED = Path(__file__).parents[2] / "regulations"


def written(folder: Path, text: str, name: str = "small") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def mark_of(text: str, what: str) -> Mark:
    """Line and column of the first place where it stands."""
    before = text[: text.index(what)]
    return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))


MARKS = [
    ("a value", "[scope]", "[scoop]", Problem.TOPIC_UNKNOWN, "scoop"),
    ("an unknown key", "every_months", "months", Problem.KEY_UNKNOWN, "months: 6"),
    ("an unknown rule", "stand_in:", "stand_by:", Problem.RULE_UNKNOWN, "stand_by"),
    ("a citation", "[2.3], every", "[2.4], every", Problem.CITATION_UNKNOWN, "2.4], every"),
    ("a gist left empty", "gist: Duties.", 'gist: ""', Problem.KEY_MISSING, 'gist: ""'),
    ("a key that is not there", "gist: Two., ", "", Problem.KEY_MISSING, "{kind: bullet, binds"),
    ("a wrong number", "- number: 3\n", "- number: 5\n", Problem.OUT_OF_ORDER, "number: 5"),
    ("a key twice", "place: xã Mẫu", "place: a\nplace: b", Problem.KEY_TWICE, "place: b"),
    ("a date", "issued_on: 2026-01-05", "issued_on: 5/1", Problem.DAY_EXPECTED, "5/1"),
    (
        "a list for a mapping",
        "rules:\n",
        "rules: [a]\nx:\n",
        Problem.MAPPING_EXPECTED,
        "rules: [a]",
    ),
    ("a tab", "    title: A lead", "\ttitle: A lead", Problem.TAB, "\ttitle: A lead"),
    ("an alias", "binds: [committee]", "binds: *all", Problem.ALIAS, "*all"),
]


@pytest.mark.parametrize(
    ("right", "wrong", "problem", "where"),
    [row[1:] for row in MARKS],
    ids=[row[0] for row in MARKS],
)
def test_a_fault_says_line_and_column(
    tmp_path: Path, right: str, wrong: str, problem: Problem, where: str
) -> None:
    text = SMALL.replace(right, wrong, 1)
    with pytest.raises(RegulationError) as caught:
        load_file(written(tmp_path, text))
    marks = [fault.mark for fault in caught.value.found if fault.problem is problem]
    assert mark_of(text, where) in marks
    assert [each.mark for each in caught.value.found] == sorted(
        each.mark for each in caught.value.found
    )


def test_a_file_of_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert check_file(path).slug == "small"


def test_a_file_is_called_as_its_slug(tmp_path: Path) -> None:
    with pytest.raises(RegulationError) as caught:
        check_file(written(tmp_path, SMALL, "other"))
    [fault] = caught.value.found
    assert (fault.problem, fault.mark) == (Problem.SLUG_DIFFERS, mark_of(SMALL, "small"))


BOMB = "a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (BOMB, Problem.ALIAS),
        ("a: " + "[" * 400 + "]" * 400, Problem.TOO_DEEP),
        ("[" * 50_000, Problem.NOT_YAML),
        ("a: b\n---\na: b\n", Problem.NOT_YAML),
        ("a: b\n" * 500_000, Problem.TOO_LARGE),
    ],
)
def test_a_file_made_to_do_harm_is_refused(tmp_path: Path, content: str, problem: Problem) -> None:
    with pytest.raises(RegulationError) as caught:
        load_file(written(tmp_path, content))
    assert problem in {fault.problem for fault in caught.value.found}


# --- an office's own folder


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    look_in(None)


def test_an_office_adds_its_own(own: Path) -> None:
    written(own, SMALL)
    look_in(own)
    assert set(available()) == {*shipped(), "small"}
    assert load("small").place == "xã Mẫu"
    assert faulty() == ()
    look_in(None)
    assert available() == shipped()
    with pytest.raises(RegulationError, match="no regulation 'small'"):
        load("small")


def test_an_own_file_never_hides_a_shipped_one(own: Path) -> None:
    written(own, SMALL)
    look_in(own)
    written(own, SMALL, "tran-lieu")
    with pytest.raises(RegulationError, match=r"^tran-lieu\.yaml: .* of its own"):
        look_in(own)
    assert "small" in available()
    assert load("tran-lieu").place == "phường Trần Liễu"


def test_a_faulty_own_file_stops_nobody_else(own: Path) -> None:
    written(own, SMALL)
    written(own, SMALL.replace("[scope]", "[scoop]"), "wrong")
    look_in(own)
    assert load("small").slug == "small"
    assert [fault.file for fault in faulty()] == ["wrong.yaml", "wrong.yaml"]
    with pytest.raises(RegulationError, match="unknown topic 'scoop'"):
        load("wrong")


# --- the schema


def test_the_shipped_schema_is_that_of_the_loader() -> None:
    """After a change of the form: `python -m regulations.schema > regulations/schema.json`."""
    assert shipped_schema() == as_text()


@pytest.mark.parametrize("slug", shipped())
def test_what_the_loader_reads_the_schema_takes(slug: str) -> None:
    assert violations((SHIPPED / f"{slug}.yaml").read_text("utf-8")) == []


def test_every_form_of_unit_is_in_the_schema() -> None:
    assert violations(SMALL) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("[scope]", "[scoop]"),
        ("stand_in:", "stand_by:"),
        ("every_months", "months"),
        ("issued_on: 2026-01-05\n", ""),
        ("{kind: lead", "{kind: intro"),
        ("[head, office", "[boss, office"),
        ("[head, office", "[head, off"),
        ("letter: đ", "letter: dd"),
        ("[2.3], every", "[hai], every"),
        ("automatic: false", "automatic: maybe"),
        ("[D61]", "[D65]"),
        ("topics: [scope]", "topics: scope"),
        ("titles: {head", "titles: {boss"),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(right: str, wrong: str, tmp_path: Path) -> None:
    text = SMALL.replace(right, wrong, 1)
    with pytest.raises(RegulationError):
        load_file(written(tmp_path, text))
    assert violations(text)


def violations(text: str) -> list[str]:
    """What the schema has against a file, as an editor would find it."""
    # An editor reads numbers as numbers, and a day as a text.
    plain = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return list(against(schema(), plain, ""))


def against(rule: dict[str, Any], value: Any, place: str) -> Iterator[str]:
    """The part of JSON Schema that ours is written in; a word it does not know fails."""
    for word, wanted in rule.items():
        match word:
            case "$ref":
                yield from against(schema()["$defs"][wanted.split("/")[-1]], value, place)
            case "anyOf":
                if all(list(against(each, value, place)) for each in wanted):
                    yield f"{place}: fits none"
            case "type":
                if not is_of(value, [wanted] if isinstance(wanted, str) else wanted):
                    yield f"{place}: not {wanted}"
            case "enum":
                if value not in wanted:
                    yield f"{place}: {value!r} is not in the list"
            case "pattern":
                if isinstance(value, str) and not re.search(wanted, value):
                    yield f"{place}: {value!r} does not fit"
            case "required":
                yield from (f"{place}: no {key}" for key in wanted if key not in as_mapping(value))
            case "properties":
                for key in wanted.keys() & as_mapping(value).keys():
                    yield from against(wanted[key], value[key], f"{place}.{key}")
            case "additionalProperties":
                for key in as_mapping(value).keys() - rule.get("properties", {}).keys():
                    if wanted is False:
                        yield f"{place}: {key} is unknown"
                    else:
                        yield from against(wanted, value[key], f"{place}.{key}")
            case "propertyNames":
                for key in as_mapping(value):
                    yield from against(wanted, key, f"{place}.{key}")
            case "items":
                for number, each in enumerate(value if isinstance(value, list) else ()):
                    yield from against(wanted, each, f"{place}[{number}]")
            case "minimum" | "maximum" | "minLength" | "uniqueItems" | "format":
                pass  # read by the loader as well, and tested there
            case "$schema" | "title" | "$defs":
                pass
            case _:
                raise AssertionError(word)


def is_of(value: Any, names: list[str]) -> bool:
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return any(number if name == "number" else isinstance(value, kinds[name]) for name in names)


def as_mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


# --- how units are counted


def test_points_may_go_by_a_word_processor_s_alphabet(tmp_path: Path) -> None:
    """What is printed is what is cited: a b c d e f, without the letter that Vietnamese has."""
    text = SMALL.replace("letter: e", "letter: f").replace("letter: đ", "letter: e")
    text = text.replace("2.2.đ", "2.2.e")
    assert load_file(written(tmp_path, text)).resolves(Citation(2, 2, "f"))
    assert violations(text) == []


def test_bullets_of_an_article_without_clauses_are_counted_as_clauses(tmp_path: Path) -> None:
    regulation = load_file(written(tmp_path, SMALL))
    refs = [ref for ref, _ in counted(regulation)]
    expected = "1 1.1 1.2 2 2#1 2.1 2.1#1 2.2 2.2.a 2.2.b 2.2.c 2.2.d 2.2.đ 2.2.e 2.3 2.3#1"
    assert refs == expected.split()
    assert len(set(refs)) == len(refs)
    kinds = [kind(entry) for _, entry in counted(regulation)]
    assert kinds[:6] == ["article", "paragraph", "paragraph", "article", "paragraph", "clause"]
    assert [kinds.count(each) for each in ("article", "clause", "point", "paragraph")] == [
        2,
        3,
        6,
        5,
    ]


@pytest.mark.parametrize(
    ("ref", "refs"),
    [
        ("1", "1 1.1 1.2"),
        ("1.2", "1.2"),
        ("1#2", "1.2"),
        ("2.1", "2.1 2.1#1"),
        ("2.2.đ", "2.2.đ"),
        ("2.4", ""),
        ("", ""),
    ],
)
def test_a_unit_is_found_with_what_it_holds(tmp_path: Path, ref: str, refs: str) -> None:
    regulation = load_file(written(tmp_path, SMALL))
    assert " ".join(mine for mine, _ in below(regulation, ref)) == refs
