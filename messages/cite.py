"""How a place in a regulation is named: "điểm b khoản 1 Điều 7"."""

from collections.abc import Iterable

from committee.rules import Citation


def cite(citation: Citation, *, capital: bool = False) -> str:
    """The smallest part first; `capital` for the beginning of a sentence."""
    parts = [f"Điều {citation.article}"]
    if citation.clause:
        parts.insert(0, f"khoản {citation.clause}")
    if citation.point:
        parts.insert(0, f"điểm {citation.point}")
    text = " ".join(parts)
    return text[:1].upper() + text[1:] if capital else text


def cite_spans(citations: Iterable[Citation], common: Iterable[Citation] = ()) -> str:
    """The same, shorter: "khoản 1 (phần chung), khoản 2 đến khoản 7 Điều 7".

    Of the `common` ones only the part above their points is meant.
    """
    held: dict[tuple[int, int], list[Citation]] = {}
    for each in dict.fromkeys(citations):
        held.setdefault((each.article, each.clause if each.point else 0), []).append(each)
    marked = frozenset(common)
    return "; ".join(_group(group, marked) for group in held.values())


def _group(group: list[Citation], common: frozenset[Citation]) -> str:
    """The clauses of one article, or the points of one clause."""
    first = group[0]
    if first.point:
        letters = ", ".join(each.point for each in group)
        return f"điểm {letters} khoản {first.clause} Điều {first.article}"
    clauses = [each for each in group if each.clause]
    whole = [cite(each) for each in group if not each.clause]
    named = [f"{', '.join(_runs(clauses, common))} Điều {first.article}"] if clauses else []
    return ", ".join(named + whole)


def _runs(group: list[Citation], common: frozenset[Citation]) -> list[str]:
    """Three or more clauses in a row are named by the first and the last."""
    runs: list[list[Citation]] = []
    for each in group:
        goes_on = runs and each.clause == runs[-1][-1].clause + 1
        if goes_on and not {each, runs[-1][-1]} & common:
            runs[-1].append(each)
        else:
            runs.append([each])
    named: list[str] = []
    for run in runs:
        ends = run if len(run) < 3 else [run[0], run[-1]]
        names = [f"khoản {e.clause}{' (phần chung)' if e in common else ''}" for e in ends]
        named += names if len(run) < 3 else [" đến ".join(names)]
    return named


def cite_all(citations: Iterable[Citation], *, capital: bool = False) -> str:
    """The places in the given order, each once: "…, … và …"; empty for none."""
    named = [cite(citation) for citation in dict.fromkeys(citations)]
    text = " và ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))
    return text[:1].upper() + text[1:] if capital else text
