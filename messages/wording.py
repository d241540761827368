"""The words that stand beside the templates: each feature's `labels.yaml`."""

from functools import cache
from importlib import resources
from typing import Any

import yaml

_ROOM = resources.files("messages")


class UnknownLabelError(KeyError):
    """An action, or a feature, whose words no `labels.yaml` has."""


def words(feature: str) -> dict[str, Any]:
    """The words of a feature that are on no button: names of states, command descriptions."""
    return dict(labels_file(feature).get("words", {}))


@cache
def labels_file(feature: str) -> dict[str, Any]:
    """The whole `labels.yaml` of a feature, read once."""
    file = _ROOM / feature / "labels.yaml"
    if not feature.isidentifier() or not file.is_file():
        raise UnknownLabelError(feature)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(file.read_text("utf-8"), loader))  # noqa: S506 - both are safe loaders
