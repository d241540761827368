"""Sending somebody instead: named, asked, put to the chair, decided, and taken back."""

from handlers.feature import DialogueRule, Feature
from handlers.means import Means
from handlers.proxy import deciding, naming, standing_in, steps, told


def proxy_feature(means: Means) -> Feature:
    """`means` is what a code for somebody without an account is handed over with."""
    linking = steps.Linking(means)
    return Feature(
        name="proxy",
        dialogues={
            naming.NAME: DialogueRule(naming.typed),
            deciding.REMARK: DialogueRule(deciding.remark_given),
        },
        actions={
            "proxy:ask": naming.ask,
            "proxy:choose": naming.choose,
            "proxy:other": naming.other,
            "proxy:send": steps.send,
            "proxy:later": steps.later,
            "proxy:revoke": steps.ask_revoke,
            "proxy:revoked": steps.revoke,
            "proxy:keep": steps.keep,
            "proxy:link": linking.link,
            "proxy:accept": standing_in.accept,
            "proxy:decline": standing_in.decline,
            "proxy:withdraw": standing_in.withdraw,
            "proxy:drop": standing_in.drop,
            "proxy:grant": deciding.grant,
            "proxy:deny": deciding.deny,
        },
        compose={
            "proxy.asked": told.compose_asked,
            "proxy.request": told.compose_request,
            "proxy.submitted": told.compose_submitted,
            "proxy.to_link": told.compose_to_link,
            "proxy.declined": told.compose_declined,
            "proxy.dropped": told.compose_dropped,
            "proxy.revoked": told.compose_revoked,
            "proxy.granted": told.compose_granted,
            "proxy.refused": told.compose_refused,
            "proxy.void": told.compose_void,
        },
    )
