"""`/nhom`: the sub-groups of a committee, kept by the secretariat and by who decides on them."""

from handlers.feature import Command, DialogueRule, Feature
from handlers.groups import changing, showing

FEATURE = Feature(
    name="group",
    commands=(Command("nhom", showing.begin, for_secretariat=True, otherwise=showing.begin),),
    dialogues={
        showing.CHOOSE: DialogueRule(changing.chosen, takes_numbers=True),
        changing.NAME: DialogueRule(changing.named),
        showing.MEMBERS: DialogueRule(changing.members_given),
    },
    actions={
        "group:list": showing.show_of,
        "group:open": showing.open_group,
        "group:new": changing.new,
        "group:rename": changing.rename,
        "group:dissolve": changing.dissolve,
        "group:dissolved": changing.dissolved,
    },
)
