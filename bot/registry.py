"""All features together, looked up by what they hear and by what they word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from handlers.conversation import (
    ActionHandler,
    Command,
    Compose,
    DialogueRule,
    Due,
    Feature,
    Handler,
    Maker,
    TextTest,
)

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Registry:
    """What can be heard and worded, from an ordered tuple of features."""

    actions: Mapping[str, ActionHandler]
    open_actions: frozenset[str]
    """Actions that somebody who is not linked may press."""
    commands: Mapping[str, Command]
    texts: tuple[tuple[TextTest, Handler], ...]
    dialogues: Mapping[str, DialogueRule]
    compose: Mapping[str, Compose]
    makers: Mapping[str, Maker]
    due: tuple[Due, ...]

    @classmethod
    def of(cls, features: tuple[Feature, ...]) -> "Registry":
        """Gather; a name that two features claim is a fault of the program."""
        return cls(
            actions=_joined([feature.actions for feature in features]),
            open_actions=frozenset(
                key for feature in features if feature.for_strangers for key in feature.actions
            ),
            commands=_joined([{item.name: item for item in f.commands} for f in features]),
            texts=tuple(text for feature in features for text in feature.texts),
            dialogues=_joined([feature.dialogues for feature in features]),
            compose=_joined([feature.compose for feature in features]),
            makers=_joined([feature.makers for feature in features]),
            due=tuple(feature.due for feature in features if feature.due),
        )


def _joined(parts: list[Mapping[str, _Item]]) -> dict[str, _Item]:
    joined: dict[str, _Item] = {}
    for part in parts:
        twice = joined.keys() & part.keys()
        if twice:
            raise ValueError(f"two features claim {sorted(twice)}")
        joined.update(part)
    return joined
