"""What nobody in good faith would send: texts, actions and files, fixed ones and seeded ones."""

import random
from collections.abc import Iterator
from typing import Any

MARK = "HOSTILE"
"""Stands in the middle of every tag and template, so that one let through is seen."""

SUM = "14447"
"""What `{{ 131*11*10+37 }}` comes to, should anybody work it out."""

FIXED = (
    "",
    " ",
    "\n\n\t ",
    "x" * 10_000,
    "đ" * 5_000,
    "a " * 5_000,
    "\u202egnob cọuc\u202c",
    "\u200f\u200e\u2066họp\u2069",
    "\u200b\u200c\u200d\ufeff",
    "họp\u200b quý\u200d 4",
    "\x00",
    "họp\x00quý 4",
    "\ud800",
    "\udfff họp \ud83d",
    "👩‍👩‍👧‍👦" * 300,
    "🇻🇳" * 50,
    "a" + "\u0302\u0323" * 3_000,
    "Z̸̡̢̛" * 200,
    "ﷺ" * 500,
    "\u1100" * 1_000,
    f"<b>{MARK}</b>",
    f"<script>{MARK}</script>",
    f"<a href='javascript:{MARK}'>x</a>",
    f"<img src=x onerror={MARK}>",
    f"</b></i><i>{MARK}",
    f"&lt;b&gt;{MARK}&amp;",
    f"<b>{MARK}" * 200,
    "&" * 4_000,
    "<" * 4_000,
    "'; DROP TABLE people; --",
    "' OR '1'='1",
    '" UNION SELECT phone FROM people --',
    "Robert'); DELETE FROM inbox;--",
    "{{ 131*11*10+37 }}",
    "{% for x in range(10**9) %}x{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "${131*11*10+37} #{131*11*10+37} <%= 131*11*10+37 %>",
    "%s%s%s%n %(x)s {0} {x!r}",
    "../../../../etc/passwd",
    "C:\\Windows\\System32",
    "file:///etc/passwd",
    "http://127.0.0.1:8080/../",
    "9" * 400,
    "1" + "0" * 400,
    "10^400",
    "1e400",
    "-1",
    "٣",
    "１２３",
    "0x7fffffffffffffff",
    "NaN",
    "31/2",
    "30/02/2027",
    "00/00/0000",
    "99/99/9999",
    "31/12/9999 23h59",
    "01/01/0001",
    "29/2/2100 lúc 25h61",
    "thứ 9 ngày 32/13/99999 lúc 99h99",
    "ngày mai ngày kia hôm qua 14h 15h 16h",
    "14h thứ 6 27/11/2026 thứ 7 28/11/2026",
    "/",
    "//",
    "/ ",
    "/\u200b",
    "/huy@" + "x" * 500,
    "/khong_co_lenh_nay",
    "/start " + "A" * 4_000,
    "/lienket ' OR 1=1",
    "/moi <b>" + MARK,
    "/moi " + "x" * 4_000,
    "/hop " + "họp " * 900,
    "/hop \x00\ud800",
    f"/hop quý 4 lúc 14h thứ 6 27/11/2026 phòng <b>{MARK}</b>",
    "/hop quý 99999999999999999999 năm 99999999999",
    "/hop lúc 14h ngày 31/12/9999 phòng 1",
    "/hop lúc 14h ngày 31/2/2027 phòng 1",
    "/dulieucuatoi ; rm -rf /",
    "meeting:approve:1",
    "attendance:confirm:1:1",
    "BCD-AAAA-AAAA-AAAA",
    "1." * 2_000,
    "\n" * 4_000,
    "- mục\n" * 600,
    "họp " + "(" * 2_000 + ")" * 2_000,
    "07/GM-BCĐ ngày 31/2/2026",
    "07/GM-BCĐ" * 300,
    "/".join("9" * 50 for _ in range(20)),
    "KHẨN " + "!" * 3_000,
)

_ALPHABET = (
    "abcđêơưxyz 0123456789/:.-,;()[]{}<>&'\"%$#@!?\\\n\t"
    "ạảãàáâậầấẩẫăắằặẳẵêệểễếềôốồộổỗơớờợởỡưứừựửữ"
    "\x00\x07\u0300\u0323\u200b\u200f\u202e\ufeff\ud83d\ude00😀漢字"
)
_WORDS = ("họp", "quý", "thứ", "ngày", "lúc", "14h", "27/11/2026", "mai", "phòng", "/hop", "/huy")


def texts(count: int, seed: int = 20261127) -> tuple[str, ...]:
    """So many texts: the fixed ones, then random ones, always the same."""
    luck = random.Random(seed)
    return (*FIXED, *(_random(luck) for _ in range(count)))[:count]


def _random(luck: random.Random) -> str:
    if luck.random() < 0.4:
        parts = [*_WORDS, *(luck.choice(_ALPHABET) * luck.randint(1, 3) for _ in range(6))]
        return " ".join(luck.choices(parts, k=luck.randint(1, 25)))
    length = int(luck.paretovariate(0.6))
    return "".join(luck.choices(_ALPHABET, k=min(length, 9_000)))


def arguments(foreign: int) -> tuple[str, ...]:
    """What could stand behind an action; `foreign` is the id of somebody else's row."""
    return (
        "",
        f":{foreign}",
        f":{foreign}:1",
        f":{foreign}:members",
        ":0",
        ":-1",
        ":999999999999999",
        ":" + "9" * 40,
        ":٣",
        ":1 OR 1=1",
        ":\x00\ud800",
        f":{foreign}" * 12,
        ":" + "x" * 500,
    )


SECOND_ARGUMENTS = (":x", ":-1", ":999999999999999", ":" + "9" * 40, ":\x00٣")
"""Behind the id of a row that the presser may touch."""


def files() -> Iterator[list[dict[str, Any]]]:
    """Albums, by what they say of themselves."""
    names = (
        "../../../etc/passwd.pdf",
        "..\\..\\windows\\x.pdf",
        "x.pdf\x00.exe",
        "\u202efdp.exe",
        f"<b>{MARK}</b>.pdf",
        "x" * 5_000 + ".pdf",
        "",
        ".",
        ".pdf",
        "\ud800.pdf",
        "MẬT báo cáo.pdf",
        "T-U-Y-Ệ-T M-Ậ-T.pdf",
        "x.PDF.exe",
        "x.pdf ",
        "ﷺ.pdf",
    )
    for name in names:
        yield [_file(name)]
    for size in (0, -1, 1, 20 * 2**20 + 1, 25 * 2**20, 10**30):
        yield [_file("x.pdf", size=size)]
    yield [_file("x.pdf", media_type="\x00" * 1_000)]
    yield [_file("x.pdf", handle="no-such-handle")]
    yield [_file("x.pdf", handle="")]
    yield [_file(f"{n}.pdf") for n in range(11)]
    yield [_file(f"{n}.pdf") for n in range(200)]
    yield [_file("x.pdf"), _file("x.exe")]


def _file(
    name: str, *, handle: str = "handle", media_type: str = "application/pdf", size: int = 20
) -> dict[str, Any]:
    return {"handle": handle, "name": name, "media_type": media_type, "size": size}
