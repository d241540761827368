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


def cite_all(citations: Iterable[Citation], *, capital: bool = False) -> str:
    """The places in the given order, each once: "…, … và …"; empty for none."""
    named = [cite(citation) for citation in dict.fromkeys(citations)]
    text = " và ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))
    return text[:1].upper() + text[1:] if capital else text
