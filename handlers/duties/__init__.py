"""Questions about a committee's own regulation, one's duties under it, and browsing it."""

from handlers.duties import asking, browsing, passing
from handlers.feature import Command, DialogueRule, Feature

FEATURE = Feature(
    name="duty",
    texts=((asking.anything, asking.heard),),
    commands=(Command("nhiemvu", asking.own_duties), Command("quyche", browsing.contents_typed)),
    dialogues={passing.REPLY: DialogueRule(passing.replied)},
    actions={
        "duty:committee": asking.choose_committee,
        "duty:at": browsing.place,
        "duty:each": browsing.each,
        "duty:article": browsing.article,
        "duty:contents": browsing.contents,
        "duty:wording": browsing.wording,
        "duty:pass": passing.preview,
        "duty:send": passing.send,
        "duty:keep": passing.keep,
        "duty:reply": passing.ask_reply,
    },
    compose={
        passing.QUESTION: passing.compose_question,
        passing.ANSWERED: passing.compose_answered,
    },
)
