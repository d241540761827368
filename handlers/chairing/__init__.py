"""The chair cannot come: somebody else chairs, and everybody concerned hears of it once."""

from handlers.chairing import handing, told
from handlers.feature import Feature

FEATURE = Feature(
    name="chairing",
    actions={
        "chairing:propose": handing.propose,
        "chairing:agree": handing.agree,
        "chairing:takeback": handing.take_back,
        "chairing:postpone": handing.postpone,
        "chairing:later": handing.later,
        "chairing:dossier": told.dossier,
        "chairing:mend": told.mend,
        "chairing:clear": told.clear,
        "chairing:called": told.called,
    },
    compose={
        "chairing.appointed": told.compose_appointed,
        "chairing.relieved": told.compose_relieved,
        "chairing.changed": told.compose_changed,
        "chairing.to_call": told.compose_to_call,
        "chairing.postpone": told.compose_postpone,
        "chairing.mend": told.compose_mend,
    },
)
