"""A committee's settings in plain words: shown as they will run, changed after a preview."""

from handlers.feature import Command, DialogueRule, Feature
from handlers.setting import changing, showing

FEATURE = Feature(
    name="setting",
    commands=(Command("thietlap", showing.begin, for_secretariat=True),),
    dialogues={
        showing.CHOOSE: DialogueRule(changing.chosen, takes_numbers=True),
        changing.VALUE: DialogueRule(changing.given, takes_numbers=True),
    },
    actions={
        "setting:open": showing.open_committee,
        "setting:section": showing.section,
        "setting:save": changing.save,
        "setting:edit": changing.edit,
        "setting:leave": changing.leave,
    },
)
