"""The committee's own days off and days worked: shown, typed, sent as a sheet, previewed, saved."""

from functools import partial

from handlers.daysoff import changing, showing
from handlers.daysoff.changing import ReadTables
from handlers.feature import Command, DialogueRule, Feature


def daysoff_feature(read: ReadTables) -> Feature:
    """`read` gives the tables of a sheet that was sent; quick, as a transaction waits for it."""
    return Feature(
        name="daysoff",
        commands=(Command("lichnghi", showing.begin, for_secretariat=True),),
        dialogues={showing.DAYS: DialogueRule(partial(changing.given, read), changing.FILES)},
        actions={
            "daysoff:open": showing.open_committee,
            "daysoff:template": showing.template,
            "daysoff:remove": changing.remove,
            "daysoff:save": changing.save,
            "daysoff:leave": changing.leave,
        },
    )
