"""Whether a text or a file's name carries a mark of state secrecy."""

import re
from unicodedata import normalize

_LINE = re.compile(r"[^\w]*(?:TUYỆT MẬT|TỐI MẬT|MẬT)[^\w]*")
"""A mark stands alone in its line; "bảo mật" within a sentence is none."""
_UNMARKED = re.compile(r"(?<!\w)(?:tuyet mat|toi mat)(?!\w)")
"""Typed without diacritics only what can mean nothing else: "mat" alone may be a surface."""
_NAME = re.compile(r"(?<!\w)(?<!bảo )(?<!bí )(?:tuyệt mật|tối mật|mật)(?!\w)(?! khẩu| độ| mã)")


def marked_text(text: str) -> bool:
    """Whether a line of the text is a mark."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in normalize("NFC", text).splitlines())
    return any(_LINE.fullmatch(line) for line in lines)


def marked_name(name: str) -> bool:
    """Whether a file's name says that it is secret."""
    spaced = re.sub(r"[\s_\-.()\[\]]+", " ", normalize("NFC", name).lower())
    return bool(_NAME.search(spaced) or _UNMARKED.search(spaced))
