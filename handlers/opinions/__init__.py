"""Opinions in writing for a meeting: given by who stays away, noted down, and read."""

from handlers.feature import Command, DialogueRule, Feature
from handlers.opinions import given, reading, recording, writing

FEATURE = Feature(
    name="opinion",
    commands=(Command("ykien", reading.overview),),
    dialogues={
        writing.WHOLE: DialogueRule(writing.whole_given, writing.FILES),
        writing.ITEMS: DialogueRule(writing.item_given, writing.FILES),
        writing.CHECK: DialogueRule(writing.checked),
        recording.WHO: DialogueRule(recording.named),
        recording.NOTE: DialogueRule(recording.note_given),
    },
    actions={
        "opinion:write": writing.write,
        "opinion:write_for": writing.write,
        "opinion:file": writing.file,
        "opinion:type": writing.type_here,
        "opinion:whole": writing.type_whole,
        "opinion:skip": writing.skip,
        "opinion:back": writing.back,
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
