"""Opinions in writing for a meeting: given by who stays away, noted down, and read."""

from handlers.feature import Command, DialogueRule, Feature
from handlers.opinions import given, items, reading, recording, taking, writing

FEATURE = Feature(
    name="opinion",
    commands=(Command("ykien", reading.overview),),
    dialogues={
        writing.WHOLE: DialogueRule(writing.whole_given, taking.FILES),
        items.ITEMS: DialogueRule(items.item_given, taking.FILES),
        taking.CHECK: DialogueRule(writing.checked),
        recording.WHO: DialogueRule(recording.named),
        recording.NOTE: DialogueRule(recording.note_given),
    },
    actions={
        "opinion:write": writing.write,
        "opinion:write_for": writing.write,
        "opinion:rewrite": writing.write,
        "opinion:file": writing.file,
        "opinion:type": writing.type_here,
        "opinion:whole": writing.type_whole,
        "opinion:skip": items.skip,
        "opinion:back": items.back,
        "opinion:send": writing.send,
        "opinion:again": writing.type_here,
        "opinion:read": reading.read,
        "opinion:read_of": reading.read,
        "opinion:more": reading.more,
        "opinion:all": reading.everybody,
        "opinion:others": reading.everybody,
        "opinion:paper": recording.record,
        "opinion:paperfor": recording.record_for,
        "opinion:papernow": recording.record_for,
    },
    compose={
        given.GIVEN: given.compose_given,
        given.RECORDED: given.compose_recorded,
    },
)
