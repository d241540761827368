"""Which folded letters can be a syllable of Vietnamese: what cannot be is a slip of the finger."""

from functools import cache

_ONSETS = "b c ch d g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay
e ec ech em en eng enh eo ep et eu
i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong oong op ot
u ua uac uach uai uan uang uanh uao uat uay uc ue uech uen uenh ueo uet ui um un ung
uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu
y yem yen yet yeu
"""


@cache
def _all() -> frozenset[str]:
    """Every onset, or none, before every rime: more than there are, which does no harm."""
    return frozenset(onset + rime for onset in ("", *_ONSETS.split()) for rime in _RIMES.split())


def is_syllable(folded: str) -> bool:
    """Whether these letters, without diacritics, can be read as one syllable."""
    return folded in _all()


_KEYS = {"aa": "a", "ee": "e", "oo": "o", "dd": "d", "aw": "a", "ow": "o", "uw": "u", "w": "u"}


def without_keys(folded: str) -> str:
    """What was meant where the keys of the Telex method were left standing: "hopj" is "hop"."""
    for keys, letter in _KEYS.items():
        folded = folded.replace(keys, letter)
    return folded[:-1] if len(folded) > 2 and folded[-1] in "sfrxj" else folded
