"""`/nghiphep`: the secretariat records whose leave is approved; until its end nobody is bothered.

Whatever waits for them goes on the morning after, where it is still of use; deadlines and reports
to superiors go on.
"""

from handlers.feature import Command, DialogueRule, Feature
from handlers.leave import entering, showing

FEATURE = Feature(
    name="leave",
    actions={
        "leave:list": showing.show_of,
        "leave:end": showing.end,
        "leave:new": entering.new,
        "leave:who": entering.chosen,
    },
    commands=(Command("nghiphep", showing.show, for_secretariat=True),),
    dialogues={
        entering.WHO: DialogueRule(entering.named),
        entering.FIRST: DialogueRule(entering.first_typed, takes_numbers=True),
        entering.LAST: DialogueRule(entering.last_typed, takes_numbers=True),
        entering.APPROVED: DialogueRule(entering.approved, takes_numbers=True),
    },
)
