"""The official wording of a clause, where the office has imported it."""

from committee.rules import Citation
from handlers.access import Ground
from handlers.conversation import Choice, choice
from handlers.speaking import Context
from storage.official_texts import official_text

PAGE = 560
"""Characters of official wording in one message."""


async def official(context: Context, ground: Ground, citation: Citation) -> str:
    """What stands there in the document itself; empty where it was not imported."""
    regulation = ground.regulation
    refs = [entry.ref for entry in regulation if entry.citation == citation]
    found = [await official_text(context.tx, regulation.slug, ref) for ref in refs]
    return " ".join(filter(None, found))


async def choices(context: Context, ground: Ground, citation: Citation) -> list[Choice]:
    """The button that shows it."""
    if not await official(context, ground, citation):
        return []
    return [choice("duty", "wording", ground.committee.id, citation, 0)]


def cut(text: str) -> list[str]:
    """A long wording in parts, between words."""
    parts = [""]
    for word in text.split():
        if len(parts[-1]) + len(word) >= PAGE:
            parts.append("")
        parts[-1] = f"{parts[-1]} {word}".strip()
    return parts
