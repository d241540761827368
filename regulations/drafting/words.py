"""The phrases that drafts go by, from `words.yaml`."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def lexicon() -> dict[str, Any]:
    """The whole file, read once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("regulations").joinpath("drafting", "words.yaml").read_text("utf-8")
    return dict(yaml.load(text, loader))  # noqa: S506 - both are safe loaders


def rule_words() -> dict[str, str]:
    """What each rule is called where people read it."""
    return dict(lexicon()["rules"])
