"""Every word the bot says is rendered here, from a template and plain facts."""

import re
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound

from committee.people import Honorific, Person
from messages import cite, moments
from messages.channels import channel_name
from messages.operations_words import part_name, why_failed
from messages.setting_words import setting_fault
from messages.wording import UnknownLabelError, labels_file, words

_ROOM = resources.files("messages")


def render(template: str, **facts: Any) -> str:
    """The message `template` ("meeting/invitation") as HTML; facts are escaped."""
    return _tidy(_environment(html=True).get_template(f"{template}.j2").render(facts))


def render_text(template: str, **facts: Any) -> str:
    """The plain text `template` ("cli/created"), for a terminal or a file."""
    return _tidy(_environment(html=False).get_template(f"{template}.txt.j2").render(facts))


def label(key: str, **facts: Any) -> str:
    """What the button `key` ("attendance:confirm") reads; plain text, at most 24 characters."""
    feature, _, verb = key.partition(":")
    wording = _labels(feature).get(verb)
    if wording is None:
        raise UnknownLabelError(key)
    return wording if isinstance(wording, str) else wording.render(facts).strip()


def address(person: Person) -> str:
    """How a person is addressed: "đồng chí", "ông" or "bà"."""
    return str(words("people")[Honorific(person.honorific).value])


def person(person: Person) -> str:
    """The address and the full name."""
    return f"{address(person)} {person.name}"


@cache
def _environment(*, html: bool) -> Environment:
    environment = Environment(
        loader=_Loader(),
        # Plain text goes to a terminal or a file and is never shown as HTML.
        autoescape=lambda _name: html,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(_filters())
    return environment


def _filters() -> dict[str, Callable[..., str]]:
    return {
        "channel": channel_name,
        "moment": moments.moment,
        "day": moments.day,
        "short_day": moments.short_day,
        "clock_time": moments.clock_time,
        "stamp": moments.stamp,
        "weekday_day": moments.weekday_day,
        "relative_day": moments.relative_day,
        "two": moments.two,
        "roman": moments.roman,
        "cite": cite.cite,
        "cite_all": cite.cite_all,
        "cite_spans": cite.cite_spans,
        "person": person,
        "address": address,
        "part_name": part_name,
        "sentence": sentence,
        "setting_fault": setting_fault,
        "why_failed": why_failed,
    }


def sentence(text: str) -> str:
    """The same text beginning with a capital letter."""
    return text[:1].upper() + text[1:]


class _Loader(BaseLoader):
    """Templates beside this module, read from an installed wheel as well."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        file = _ROOM.joinpath(*template.split("/"))
        if not file.is_file():
            raise TemplateNotFound(template)
        return file.read_text("utf-8"), str(file), lambda: True


@cache
def _labels(feature: str) -> dict[str, str | Template]:
    """The labels that have no blanks as they are: most labels, on every message."""
    environment = _environment(html=False)
    actions = labels_file(feature).get("actions", {})
    return {
        verb: environment.from_string(text) if "{" in text else text.strip()
        for verb, text in actions.items()
    }


def _tidy(text: str) -> str:
    """Drop the blank lines and spaces that template logic leaves behind."""
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
