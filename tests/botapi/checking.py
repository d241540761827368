"""Holds requests, answers and updates to the Bot API as aiogram's models know it.

An unknown name is a fault even where the model would let it pass: neither the bot nor our own
server may live on a field that Telegram does not have.
"""

import json
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Union, cast, get_args, get_origin

from aiogram import methods
from aiogram.client.default import Default
from aiogram.methods.base import TelegramMethod
from aiogram.types import InputFile, Update
from pydantic import BaseModel, TypeAdapter, ValidationError

MODELS: Mapping[str, type[TelegramMethod[Any]]] = {
    model.__api_method__: model
    for name in methods.__all__
    if isinstance(model := getattr(methods, name), type)
    and issubclass(model, TelegramMethod)
    and isinstance(getattr(model, "__api_method__", None), str)
}
"""The model of each method by the method's name."""

METHOD_NAMES: Mapping[str, str] = {name.lower(): name for name in MODELS}
"""Names as Telegram takes them, in any case."""


def decoded(method: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a form as values: whatever is no text arrives as JSON."""
    fields = MODELS[method].model_fields
    return {
        name: _value(value, fields[name].annotation) if name in fields else value
        for name, value in given.items()
    }


def _value(value: Any, annotation: Any) -> Any:
    if not isinstance(value, str) or _parts(annotation) <= {str, type(None), Default, InputFile}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


@cache
def _parts(annotation: Any) -> frozenset[Any]:
    """What a union is made of."""
    if get_origin(annotation) is Annotated:
        return _parts(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return frozenset[Any]().union(*(_parts(part) for part in get_args(annotation)))
    return frozenset({annotation})


def request_faults(method: str, params: Mapping[str, Any]) -> list[str]:
    """What is wrong with a request; every parameter must be known, current and of its type."""
    model = MODELS[method]
    faults = [
        f"{method}.{name}: deprecated"
        for name, field in model.model_fields.items()
        if name in params
        and isinstance(field.json_schema_extra, dict)
        and field.json_schema_extra.get("deprecated")
    ]
    try:
        read = model.model_validate(dict(params))
    except ValidationError as error:
        return faults + _wrong_types(method, error)
    return faults + [f"{method}{path}: unknown" for path in _unknown(params, read)]


def update_faults(update: Mapping[str, Any]) -> list[str]:
    """What our own server got wrong in an update."""
    try:
        read = Update.model_validate(dict(update))
    except ValidationError as error:
        return _wrong_types("update", error)
    return [f"update{path}: unknown" for path in _unknown(update, read)]


def answer_faults(method: str, result: Any) -> list[str]:
    """What our own server got wrong in an answer."""
    try:
        read = _answers(method).validate_python(result)
    except ValidationError as error:
        return _wrong_types(f"{method} answer", error)
    return [f"{method} answer{path}: unknown" for path in _unknown(result, read)]


@cache
def _answers(method: str) -> TypeAdapter[Any]:
    return TypeAdapter(cast("Any", MODELS[method]).__returning__)


def _wrong_types(where: str, error: ValidationError) -> list[str]:
    return [
        f"{where}.{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
        for fault in error.errors(include_input=False, include_url=False)
    ]


def _unknown(given: Any, read: Any, path: str = "") -> Iterator[str]:
    """The paths of all that was given and that the model has no name for."""
    if isinstance(given, list | tuple) and isinstance(read, list | tuple):
        for number, (one, its) in enumerate(zip(given, read, strict=True)):
            yield from _unknown(one, its, f"{path}[{number}]")
    elif isinstance(given, Mapping) and isinstance(read, BaseModel):
        names = {field.alias or name: name for name, field in type(read).model_fields.items()}
        for key, value in given.items():
            if key in names:
                yield from _unknown(value, getattr(read, names[key]), f"{path}.{key}")
            else:
                yield f"{path}.{key}"
