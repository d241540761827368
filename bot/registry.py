"""All features together, looked up by what they hear and by what they word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from handlers.conversation import Sender
from handlers.feature import (
    ActionHandler,
    ChangeInPlace,
    Command,
    Compose,
    DialogueRule,
    Due,
    Feature,
    Handler,
    Maker,
    TextTest,
)
from messages.wording import words

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Registry:
    """What can be heard and worded, from an ordered tuple of features."""

    actions: Mapping[str, ActionHandler]
    open_actions: frozenset[str]
    """Actions that somebody who is not linked may press."""
    commands: Mapping[str, Command]
    texts: tuple[tuple[TextTest, Handler], ...]
    open_texts: tuple[tuple[TextTest, Handler], ...]
    """Texts that are heard from somebody who is not linked."""
    dialogues: Mapping[str, DialogueRule]
    compose: Mapping[str, Compose]
    in_place: Mapping[str, ChangeInPlace]
    reminders: frozenset[str]
    """Kinds that their reader may put off."""
    makers: Mapping[str, Maker]
    due: tuple[Due, ...]
    phone: Handler | None
    stranger: Handler | None

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
            open_texts=tuple(t for f in features if f.for_strangers for t in f.texts),
            dialogues=_joined([feature.dialogues for feature in features]),
            compose=_joined([feature.compose for feature in features]),
            in_place=_joined([feature.in_place for feature in features]),
            reminders=frozenset(kind for feature in features for kind in feature.reminders),
            makers=_joined([feature.makers for feature in features]),
            due=tuple(feature.due for feature in features if feature.due),
            phone=next((feature.phone for feature in features if feature.phone), None),
            stranger=next((feature.stranger for feature in features if feature.stranger), None),
        )

    def takes_numbers(self, kind: str) -> bool:
        """Whether a question of this kind may be answered by a number alone."""
        rule = self.dialogues.get(kind)
        return rule is not None and rule.takes_numbers

    def commands_for(self, sender: Sender) -> tuple[tuple[str, str], ...]:
        """The commands that this account is offered, each with its words."""
        known = sender.person is not None
        runs_it = any(membership.secretariat for membership in sender.memberships)
        offered = [
            command.name
            for command in self.commands.values()
            if (known or command.for_strangers) and (runs_it or not command.for_secretariat)
        ]
        return tuple((name, _command_words(name)) for name in offered if _command_words(name))


def _command_words(name: str) -> str:
    return str(words("conversation")["commands"].get(name, ""))


def _joined(parts: list[Mapping[str, _Item]]) -> dict[str, _Item]:
    joined: dict[str, _Item] = {}
    for part in parts:
        twice = joined.keys() & part.keys()
        if twice:
            raise ValueError(f"two features claim {sorted(twice)}")
        joined.update(part)
    return joined
