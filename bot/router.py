"""Which handler answers an event: a command, a button, a dialogue, a typed label, a text."""

from functools import partial

from bot.menus import typed_choice
from bot.registry import Registry
from committee.refusal import Reason, Refused, refuse
from handlers.conversation import Dialogue, EventKind
from handlers.feature import DialogueRule, Handler, NotMeant
from handlers.speaking import Context
from regulations.vietnamese import fold

_CANCEL = "huy"
"""The command that leaves any dialogue."""


_ANSWER_AGAIN = frozenset(
    {
        Reason.IN_THE_PAST,
        Reason.INCOMPLETE,
        Reason.AFTER_START,
        Reason.ATTENDS_ALREADY,
        Reason.STANDS_IN_ALREADY,
    }
)


class QuestionGoneError(Refused):
    """What was asked about holds no more, so nothing said later is an answer to it."""


async def route(registry: Registry, context: Context) -> None:
    """Let exactly one handler answer; whatever arrives gets an answer."""
    event = context.event
    if event.in_group:
        context.reply("conversation/in_group")
    elif event.kind is EventKind.EDITED:
        context.reply("conversation/edited")
    elif event.kind is EventKind.UNSUPPORTED:
        context.reply("conversation/unsupported")
    elif event.kind is EventKind.PRESS:
        await press(registry, context, event.action)
    elif event.phone and registry.phone is not None:
        await registry.phone(context)
    elif event.files:
        await _files(registry, context)
    elif event.text.strip():
        await _text(registry, context, event.text.strip())
    else:
        context.reply("conversation/empty")


async def press(registry: Registry, context: Context, action: str) -> None:
    """Run the action behind a button or a typed label."""
    feature, _, rest = action.partition(":")
    verb, _, arguments = rest.partition(":")
    key = f"{feature}:{verb}"
    handler = registry.actions.get(key)
    if context.sender.person is None and key not in registry.open_actions:
        await _stranger(registry, context)
    elif handler is None:
        context.reply("conversation/button_gone")
    else:
        await handler(context, tuple(arguments.split(":")) if arguments else ())


async def _files(registry: Registry, context: Context) -> None:
    dialogue = await context.dialogue()
    rule = registry.dialogues.get(dialogue.kind) if dialogue else None
    if context.sender.person is None:
        await _stranger(registry, context)
    elif dialogue is None or rule is None or rule.files is None:
        context.reply("conversation/file_unexpected")
    else:
        await _answer(rule, context, dialogue)


async def _text(registry: Registry, context: Context, text: str) -> None:
    if text.startswith("/") and await _command(registry, context, text):
        return
    pressing = partial(press, registry, context)
    if await typed_choice(context, text, pressing, registry.takes_numbers):
        return
    dialogue = await context.dialogue()
    if dialogue is not None and dialogue.kind in registry.dialogues:
        await _answer(registry.dialogues[dialogue.kind], context, dialogue)
        return
    known = context.sender.person is not None
    for matches, handler in registry.texts if known else registry.open_texts:
        if matches(text) and await _heard(handler, context):
            return
    if known:
        context.reply("conversation/not_understood")
    else:
        await _stranger(registry, context)


async def _heard(handler: Handler, context: Context) -> bool:
    """Whether it was meant for this handler."""
    try:
        await handler(context)
    except NotMeant:
        return False
    return True


async def _stranger(registry: Registry, context: Context) -> None:
    """Whoever is not linked is told how to link, and nothing else."""
    if registry.stranger is not None:
        await registry.stranger(context)
    else:
        context.reply("start/stranger")


async def _answer(rule: DialogueRule, context: Context, dialogue: Dialogue) -> None:
    """Hear the answer; a refusal that another answer could not change ends the question."""
    try:
        await rule.handler(context, dialogue)
    except Refused as refused:
        if refused.refusal.reason in _ANSWER_AGAIN:
            raise
        raise QuestionGoneError(refused.refusal) from refused


async def _command(registry: Registry, context: Context, text: str) -> bool:
    """Run a command; False where the word is no command of ours."""
    name = fold(text[1:].split(maxsplit=1)[0].partition("@")[0]) if len(text) > 1 else ""
    if name == _CANCEL:
        left = await context.done_asking()
        context.reply("conversation/left" if left else "conversation/nothing_to_leave")
        return True
    command = registry.commands.get(name)
    if command is None:
        return False
    if context.sender.person is None and not command.for_strangers:
        await _stranger(registry, context)
        return True
    handler = command.handler
    if command.for_secretariat and not any(m.secretariat for m in context.sender.memberships):
        if command.otherwise is None:
            raise refuse(Reason.NOT_ALLOWED)
        handler = command.otherwise
    # A command begins something new: what was being asked is not answered by what follows.
    await context.done_asking()
    await handler(context)
    return True
