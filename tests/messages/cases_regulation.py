"""Cases of what `bcd regulation` prints."""

from dataclasses import replace

from bot.document_text import DocumentProblem
from committee.rules import Citation
from regulations.drafting.words import rule_words
from regulations.faults import Fault, Mark, Problem
from regulations.model import Entry, Office, Source
from regulations.refs import below, kind
from regulations.text import Alignment, Doubtful
from storage.official_texts import Version
from tests.messages.facts import NOW, REGULATION, Cases

DETAILS = {
    Problem.OUT_OF_ORDER: ("clause", "3", "5"),
    Problem.LISTED_TWICE: ("duty", "D01"),
    Problem.KEY_UNKNOWN: ("gists", "gist, title"),
    Problem.KIND_UNKNOWN: ("intro", "lead, paragraph, bullet"),
    Problem.SLUG_UNKNOWN: ("tran-liu", "tran-lieu"),
    Problem.CHAPTERS_WRONG: ("14",),
    Problem.CITATION_UNKNOWN: ("7.9",),
    Problem.CITATION_OUTSIDE_RULE: ("7.4",),
}
EVERY_FAULT = [
    Fault(
        problem,
        "articles[7].clauses[4]",
        DETAILS.get(problem, ("x",)),
        Mark(number, 5),
        "phuong-hai-an.yaml",
    )
    for number, problem in enumerate(Problem, start=1)
]
WHOLE_FILE = Fault(Problem.UNREADABLE, file="phuong-hai-an.yaml")
FIRST_LINE = Fault(Problem.NOT_YAML, mark=Mark(1, 1), file="phuong-hai-an.yaml")
BLANK = replace(
    REGULATION, issued_on=None, effective_from=None, source=Source("", ""), replaced_by="hai-an"
)
RENAMED = [Office("police_chief", "Trưởng Công an xã", "Trưởng Công an phường")]
COUNTS = {"article": 14, "clause": 47, "point": 4, "paragraph": 0}

VERSION = Version(1, "0" * 64, "quy-che.docx", NOW)
WORDED = [
    (Citation(7, 1), "Lời văn của khoản."),
    (Citation(7, 1, "a"), "Lời văn của điểm."),
]


def unit(ref: str, whom: list[str]) -> dict[str, object]:
    [(_, entry), *_] = below(REGULATION, ref)
    return {"entry": entry, "kind": kind(entry), "whom": whom}


def place(ref: str) -> Entry:
    [(_, entry), *_] = below(REGULATION, ref)
    return entry


def alignment(
    aligned: int,
    missing: tuple[str, ...] = (),
    extra: tuple[str, ...] = (),
    doubtful: tuple[Doubtful, ...] = (),
) -> Alignment:
    return Alignment({str(number): "" for number in range(aligned)}, missing, extra, doubtful)


CASES: Cases = {
    "cli/regulation_unknown.txt": {"": {"slug": "tran-liu", "known": ("tran-lieu",)}},
    "cli/regulation_wrong.txt": {
        "mọi lỗi": {"faults": EVERY_FAULT},
        "cả tệp": {"faults": [WHOLE_FILE]},
        "dòng đầu": {"faults": [FIRST_LINE]},
    },
    "cli/regulation_own_faulty.txt": {"": {"faults": EVERY_FAULT[:1]}},
    "cli/regulation_right.txt": {
        "gọn": {
            "file": "a.yaml",
            "regulation": REGULATION,
            "counts": COUNTS,
            "rules": 40,
            "long": [],
        },
        "dài": {
            "file": "a.yaml",
            "regulation": REGULATION,
            "counts": COUNTS,
            "rules": 40,
            "long": ["7.4", "10.1"],
        },
    },
    "cli/regulation_list.txt": {
        "của chương trình": {
            "regulations": [
                {"slug": "tran-lieu", "title": REGULATION.title, "own": False, "replaced_by": ""}
            ],
            "faults": (),
        },
        "của cơ quan": {
            "regulations": [
                {"slug": "a", "title": REGULATION.title, "own": True, "replaced_by": "tran-lieu"}
            ],
            "faults": EVERY_FAULT[:2],
        },
    },
    "cli/regulation_no_unit.txt": {"": {"regulation": REGULATION, "ref": "7.9"}},
    "cli/regulation_chapter.txt": {"": {"chapter": REGULATION.chapters[0]}},
    "cli/regulation_head.txt": {
        "đủ": {"regulation": REGULATION, "offices": []},
        "để trống": {"regulation": BLANK, "offices": []},
        "đã đổi tên": {"regulation": REGULATION, "offices": RENAMED},
    },
    "cli/regulation_unit.txt": {
        "điều": unit("7", []),
        "khoản": unit("7.4", ["Ủy viên"]),
        "điểm": unit("7.1.b", ["Chánh Văn phòng HĐND-UBND phường"]),
    },
    "cli/regulation_tail.txt": {
        "cả Quy chế": {
            "rules": list(REGULATION.rules.rules.values()),
            "words": rule_words(),
            "titles": REGULATION.titles,
            "tensions": REGULATION.tensions,
            "notes": REGULATION.source.notes,
        }
    },
    "cli/regulation_document_wrong.txt": {
        problem: {"file": "quy-che.pdf", "problem": problem}
        for problem in (*DocumentProblem, "no_article")
    },
    "cli/regulation_text_report.txt": {
        "đã lưu": {
            "file": "quy-che.docx",
            "title": REGULATION.title,
            "found": alignment(65),
            "percent": 100,
            "outcome": "stored",
        },
        "đối chiếu thử": {
            "file": "quy-che.docx",
            "title": REGULATION.title,
            "found": alignment(63, ("7.7", "8.8"), ("15",), (Doubtful("2.4", ""),)),
            "percent": 95,
            "outcome": "dry_run",
        },
        "văn bản khác": {
            "file": "quy-che.docx",
            "title": REGULATION.title,
            "found": alignment(2, ("7.7",), ("15",), (Doubtful("5", "6"), Doubtful("6", "7"))),
            "percent": 0,
            "outcome": "refused",
        },
    },
    "cli/regulation_draft.txt": {"": {"file": "hai-an.yaml", "units": 65, "marks": 153}},
    "cli/regulation_draft_refused.txt": {
        "đã có": {"file": "hai-an.yaml", "exists": True},
        "không ghi được": {"file": "hai-an.txt", "exists": False},
    },
    "cli/regulation_text_none.txt": {"": {"regulation": REGULATION, "ref": "7.4"}},
    "cli/regulation_text.txt": {
        "một chỗ": {"place": place("7.4"), "said": [WORDED[0]], "version": VERSION},
        "nhiều chỗ": {"place": place("7.1"), "said": WORDED, "version": VERSION},
    },
}
