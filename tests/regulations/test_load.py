"""A file is read whole or refused with every fault, each naming the file and the place."""

from pathlib import Path
from types import MappingProxyType

import pytest

from committee.people import Role
from committee.rules import Citation, RuleName
from regulations.load import RegulationError, available, load, load_file
from regulations.model import Clause, ParagraphKind

SMALL = """
slug: small
title: A regulation with every form that a regulation takes
place: xã Mẫu
issued_on: 2026-01-05
effective_from: 2026-01-05
source: {number: 1/QĐ, issuer: UBND, notes: [a doubt]}
titles: {head: Trưởng ban, standing_deputy: Phó, commissioner: Thành viên}
group_name: Tổ giúp việc
offices: {police_chief: Trưởng Công an}
renamed: {police_chief: Trưởng Công an xã}
chapters:
  - {number: I, title: Chung, first: 1, last: 2}
articles:
  - number: 1
    title: Bullets instead of clauses
    gist: What it is about.
    paragraphs:
      - {kind: bullet, gist: One., topics: [scope], duties: [D61]}
      - {kind: bullet, gist: Two., binds: [committee]}
  - number: 2
    title: A lead line, then clauses
    gist: Duties.
    paragraphs:
      - {kind: lead, gist: Both kinds of deputy., binds: [standing_deputy]}
    clauses:
      - number: 1
        title: A title and a paragraph
        paragraphs: [{kind: paragraph, gist: Stands in., binds: [standing_deputy]}]
      - number: 2
        title: A title over points
        points:
          - {letter: a, gist: A.}
          - {letter: b, gist: B.}
          - {letter: c, gist: C.}
          - {letter: d, gist: D.}
          - {letter: đ, gist: DD., binds: [head, office:police_chief], duties: [D01, D64]}
          - {letter: e, gist: E.}
      - number: 3
        gist: Text of its own.
        paragraphs: [{kind: paragraph, gist: And a second paragraph.}]
rules:
  regular_meeting: {citations: [2.3], every_months: 6}
  stand_in: {citations: [2.1], by: [standing_deputy], automatic: false}
  chair: {citations: [2, 2.2.đ], by: [head], by_citation: {head: [2.2.đ]}}
tensions:
  - {citations: [2.1, 2.3], gist: They differ.}
"""

FAULTS = [
    ("unknown topic", "[scope]", "[scoop]", "articles[1].paragraphs[#1].topics[#1]: unknown topic"),
    ("unknown duty", "[D61]", "[D65]", "articles[1].paragraphs[#1].duties[#1]: unknown duty 'D65'"),
    ("duty D00", "[D01, D64]", "[D00]", "points[đ].duties[#1]: unknown duty 'D00'"),
    ("duty twice", "[D01, D64]", "[D01, D01]", "points[đ].duties[#2]: duty 'D01' is listed twice"),
    ("dangling clause", "[2.3], every", "[2.4], every", "rules.regular_meeting.citations[#1]: the"),
    ("dangling point", "[2, 2.2.đ]", "[2, 2.2.g]", "rules.chair.citations[#2]: the regulation has"),
    ("dangling article", "[2, 2.2.đ]", "[3, 2.2.đ]", "rules.chair.citations[#1]: the regulation"),
    ("dangling tension", "[2.1, 2.3], gist", "[2.1, 9], gist", "tensions[#1].citations[#2]: the"),
    ("no citation", "[2.3], every", "[hai], every", "not a citation: 'hai'"),
    (
        "rule without citation",
        "citations: [2.3], ",
        "",
        "rules.regular_meeting: 'citations' is mis",
    ),
    ("lonely tension", "[2.1, 2.3], gist", "[2.1], gist", "tensions[#1]: a tension cites at least"),
    ("unknown rule", "stand_in:", "stand_by:", "rules.stand_by: unknown rule 'stand_by'"),
    ("unknown key", "every_months", "months", "rules.regular_meeting: unknown key 'months'"),
    ("unknown top key", "group_name:", "group:", "top level: unknown key 'group'"),
    ("missing day", "effective_from: 2026-01-05\n", "", "top level: 'effective_from' is missing"),
    ("missing number", "number: 1/QĐ, ", "", "source: 'number' is missing"),
    ("missing top key", "group_name: Tổ giúp việc\n", "", "top level: 'group_name' is missing"),
    (
        "missing clause",
        "- number: 2\n        title",
        "- number: 4\n        title",
        "clause 2 is miss",
    ),
    ("missing article", "- number: 2\n    title", "- number: 3\n    title", "article 2 is missing"),
    ("missing point", "letter: đ", "letter: e", "articles[2].clauses[2].points: point đ is missin"),
    ("no gist", "gist: Text of its own.", "topics: [scope]", "articles[2].clauses[3]: 'gist' is m"),
    (
        "unknown kind",
        "{kind: lead",
        "{kind: intro",
        "articles[2].paragraphs[#1].kind: unknown kind",
    ),
    ("unknown role", "[head, office", "[boss, office", "points[đ].binds[#1]: unknown role 'boss'"),
    ("role without title", "[head, office", "[secretary, office", "role 'secretary' has no title"),
    ("unknown office", "office:police_chief]", "office:mayor]", "office 'mayor' is not listed"),
    ("renamed nobody", "renamed: {police", "renamed: {polite", "renamed.polite_chief: office"),
    ("empty title", "head: Trưởng ban", "head: ''", "titles.head: a role that the regulation does"),
    ("bad months", "every_months: 6", "every_months: 0", "every_months: a whole number from 1"),
    ("bad flag", "automatic: false", "automatic: no", "automatic: true or false is expected"),
    ("bad date", "issued_on: 2026-01-05", "issued_on: 5/1/2026", "issued_on: a date such as"),
    ("no such day", "issued_on: 2026-01-05", "issued_on: 2026-02-30", "not '2026-02-30'"),
    (
        "role not in rule",
        "{head: [2.2.đ]}",
        "{commissioner: [2.2.đ]}",
        "this role is in none of by",
    ),
    ("clause not in rule", "{head: [2.2.đ]}", "{head: [2.3]}", "2.3 is not among the citations"),
    ("chapters too short", "last: 2}", "last: 1}", "chapters: the chapters do not take in"),
    ("chapters too long", "last: 2}", "last: 3}", "chapters: the chapters do not take in"),
    ("a text for a list", "topics: [scope]", "topics: scope", "topics: a list is expected here"),
    ("a list for a text", "place: xã Mẫu", "place: [xã]", "place: a text is expected here"),
    ("key twice", "place: xã Mẫu", "place: a\nplace: b", "key 'place' twice"),
    ("not YAML", "place: xã Mẫu", "place: [", "line "),
]


def test_the_regulations_of_the_program_load() -> None:
    assert "tran-lieu" in available()
    assert "lexicon" not in available()
    assert [load(slug).slug for slug in available()] == list(available())
    assert load("tran-lieu") is load("tran-lieu")


@pytest.mark.parametrize("slug", ["", "tran_lieu", "lexicon", "../regulations/tran-lieu"])
def test_an_unknown_slug_is_refused_with_those_there_are(slug: str) -> None:
    with pytest.raises(RegulationError, match=r"there are: .*tran-lieu"):
        load(slug)


def test_every_form_of_unit_has_its_place(tmp_path: Path) -> None:
    regulation = load_file(_file(tmp_path, SMALL))
    refs = "1 1#1 1#2 2 2#1 2.1 2.1#1 2.2 2.2.a 2.2.b 2.2.c 2.2.d 2.2.đ 2.2.e 2.3 2.3#1"
    assert [entry.ref for entry in regulation] == refs.split()
    places = {entry.ref: entry.citation for entry in regulation}
    assert (places["1#2"], places["2.3#1"]) == (Citation(1), Citation(2, 3))
    title_only = regulation.unit(Citation(2, 2))
    assert isinstance(title_only, Clause)
    assert (title_only.gist, title_only.title) == ("", "A title over points")
    assert regulation.articles[1].paragraphs[0].kind is ParagraphKind.LEAD
    assert regulation.unit(Citation(2, 2, "đ")).offices == ("police_chief",)
    assert regulation.offices["police_chief"].renamed == "Trưởng Công an xã"


def test_what_the_document_leaves_blank_stays_blank(tmp_path: Path) -> None:
    text = SMALL.replace("2026-01-05", "").replace("number: 1/QĐ", "number: ''")
    regulation = load_file(_file(tmp_path, text.replace("issuer: UBND", "issuer: ''")))
    assert (regulation.issued_on, regulation.effective_from) == (None, None)
    assert (regulation.source.number, regulation.source.issuer) == ("", "")


def test_a_group_of_roles_means_those_that_have_a_title(tmp_path: Path) -> None:
    bullet = load_file(_file(tmp_path, SMALL)).articles[0].paragraphs[1]
    assert bullet.binds == (Role.HEAD, Role.STANDING_DEPUTY, Role.COMMISSIONER)


def test_places_resolve_or_do_not(tmp_path: Path) -> None:
    regulation = load_file(_file(tmp_path, SMALL))
    there = ["1", "2", "2.1", "2.3", "2.2.a", "2.2.e"]
    not_there = ["3", "1.1", "2.4", "2.2.g", "2.3.a"]
    assert all(regulation.resolves(Citation.parse(ref)) for ref in there)
    assert not any(regulation.resolves(Citation.parse(ref)) for ref in not_there)
    with pytest.raises(KeyError):
        regulation.unit(Citation(3))


def test_rules_are_read_as_written(tmp_path: Path) -> None:
    rules = load_file(_file(tmp_path, SMALL)).rules
    regular, stand_in = rules.find(RuleName.REGULAR_MEETING), rules.find(RuleName.STAND_IN)
    assert regular is not None
    assert stand_in is not None
    assert (regular.every_months, regular.automatic) == (6, None)
    assert (stand_in.every_months, stand_in.automatic) == (None, False)
    assert rules.find(RuleName.ATTEND) is None


def test_what_is_loaded_cannot_be_changed(tmp_path: Path) -> None:
    regulation = load_file(_file(tmp_path, SMALL))
    held = [regulation.titles, regulation.offices, regulation.rules.rules]
    assert all(isinstance(each, MappingProxyType) for each in held)


@pytest.mark.parametrize(
    ("right", "wrong", "said"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_a_fault_names_the_file_and_the_place(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    assert SMALL.count(right) == 1
    with pytest.raises(RegulationError) as caught:
        load_file(_file(tmp_path, SMALL.replace(right, wrong)))
    assert any(said in fault for fault in caught.value.faults), caught.value.faults
    assert all(fault.startswith("small.yaml: ") for fault in caught.value.faults)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    text = SMALL.replace("[scope]", "[scoop]").replace("every_months: 6", "every_months: six")
    with pytest.raises(RegulationError) as caught:
        load_file(_file(tmp_path, text.replace("stand_in:", "stand_by:")))
    assert len(caught.value.faults) == 3


@pytest.mark.parametrize(
    "content", [b"", b"- a list", b"only words", b"\xff\xfe", b"a: \x00", b"? [a, b]\n: c"]
)
def test_a_file_that_is_no_regulation_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(content)
    with pytest.raises(RegulationError, match=r"^small\.yaml: "):
        load_file(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegulationError, match=r"^none\.yaml: cannot be read"):
        load_file(tmp_path / "none.yaml")


def test_decomposed_letters_are_read_as_composed_ones(tmp_path: Path) -> None:
    decomposed = SMALL.replace("xã Mẫu", "xa\u0303 Ma\u0302\u0303u")
    assert load_file(_file(tmp_path, decomposed)).place == "xã Mẫu"


def _file(folder: Path, text: str) -> Path:
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path
