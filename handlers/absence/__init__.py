"""Staying away from a meeting: asked for or reported, decided by who chairs, reconsidered."""

from handlers.absence import asking, deciding, recording
from handlers.feature import DialogueRule, Feature

FEATURE = Feature(
    name="absence",
    dialogues={
        asking.REASON: DialogueRule(asking.reason_typed),
        asking.PREVIEW: DialogueRule(asking.preview_answered, asking.FILES),
        deciding.REMARK: DialogueRule(deciding.remark_given),
        recording.REASON: DialogueRule(recording.reason_typed),
    },
    actions={
        "absence:ask": asking.ask,
        "absence:because": asking.because,
        "absence:type": asking.ask_reason,
        "absence:again": asking.ask_again,
        "absence:back": asking.back,
        "absence:edit": asking.edit,
        "absence:cancel": asking.cancel,
        "absence:send": asking.send,
        "absence:grant": deciding.grant,
        "absence:deny": deciding.deny,
        "absence:files": deciding.files,
        "absence:pending": deciding.pending,
        "absence:record": recording.record,
        "absence:reasons": recording.reasons,
    },
    compose={
        "absence.request": deciding.compose_request,
        "absence.reported": deciding.compose_reported,
        "absence.granted": deciding.compose_granted,
        "absence.refused": deciding.compose_refused,
        "absence.withdrawn": deciding.compose_withdrawn,
    },
)
