"""Cases of the messages about notices."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from committee.calendar import ZONE
from committee.notice import Group, Notice, NoticeState, Receiver
from committee.notice_repeat import DayOff, Every, Repeat
from handlers.notice_desk import NoticeDesk
from storage.notice_files import NoticeFile
from storage.papers import Disclosure
from storage.watched_rounds import Counts
from storage.withdrawals import Undone
from tests.messages.facts import (
    AN,
    COMMITTEE_HERE,
    LAN,
    LONG_REASON,
    PEOPLE,
    PHU,
    REGULATION,
    SECOND_COMMITTEE,
    Cases,
    Facts,
    person,
    together,
)

SENT = datetime(2026, 11, 30, 10, tzinfo=ZONE)
AT_FIVE = SENT + timedelta(hours=7)
SATURDAY = datetime(2026, 12, 5, 21, tzinfo=ZONE)
MONDAY = datetime(2026, 12, 7, 7, tzinfo=ZONE)
TEXT = "Kết luận phiên họp quý IV. Đề nghị các đồng chí thực hiện nhiệm vụ được giao."
LONG_TEXT = (LONG_REASON + " " + LONG_REASON)[:379].strip() + "."
MEMBERS = ("an", "cuong", "dung", "giang", "hai", "huong", "khoa", "loan")
"""All but Bình, who signed."""
CROWD = tuple(
    replace(PHU, id=100 + n, name=f"Nguyễn Trần Phương Nguyệt {n:02}") for n in range(1, 61)
)


def notice(**changes: Any) -> Notice:
    """The notice of the scenario's conclusions, sent on 30/11."""
    made = Notice(
        id=5,
        committee_id=1,
        text=TEXT,
        with_document=True,
        number="06/TB-BCĐ",
        signed_on=date(2026, 11, 30),
        group=Group.MEMBERS,
        state=NoticeState.RELEASED,
        urgent_reason="",
        corrects=None,
        made_by=LAN.id,
        made_at=SENT - timedelta(hours=1),
        send_at=SENT,
        released_by=None,
    )
    return replace(made, **changes)


DRAFT: Facts = {"state": NoticeState.DRAFT, "send_at": None}
PLAIN: Facts = {"with_document": False, "number": "", "signed_on": None, "group": Group.NAMES}
URGENT: Facts = {**PLAIN, "urgent_reason": "Mưa bão trong đêm", "send_at": SATURDAY}
REPORT: Facts = {"number": "09/BC-BCĐ", "signed_on": date(2026, 12, 25), "text": "Kết quả quý IV."}


def receiver(address: str, at: datetime | None = None, **changes: Any) -> Receiver:
    one = PEOPLE[address]
    return replace(Receiver(one.id, 5, one, at, "web" if at else "", None), **changes)


def received(
    late: tuple[str, ...] = ("khoa",), of: tuple[str, ...] = MEMBERS
) -> tuple[Receiver, ...]:
    return tuple(receiver(each, None if each in late else SENT) for each in of)


def file(name: str, disclosure: Disclosure = Disclosure.CHAT) -> NoticeFile:
    sha256 = "a" * 64 if disclosure is Disclosure.CHAT else ""
    return NoticeFile(1, 5, name, sha256, "application/pdf", 1, disclosure, "1")


FILES = (file("Thong-bao-06.pdf"), file("Phụ lục số liệu 12/PL-VHXH", Disclosure.SUMMARY))
LONG_FILES = tuple(
    file(f"Phu-luc-{n:02}-{'so-lieu-chi-tiet-' * 8}"[:116] + ".pdf") for n in range(12)
)


def desk(
    receivers: tuple[Receiver, ...] | None = None,
    files: tuple[NoticeFile, ...] = (),
    corrected: Notice | None = None,
    **changes: Any,
) -> NoticeDesk:
    return NoticeDesk(
        notice=notice(**changes),
        committee=COMMITTEE_HERE,
        regulation=REGULATION,
        receivers=received() if receivers is None else receivers,
        files=files,
        corrected=corrected,
        leader=AN if changes.get("released_by") else None,
    )


def about(laid: NoticeDesk, **more: Any) -> Facts:
    return {"desk": laid, "notice": laid.notice, "committee": "", "now": AT_FIVE, **more}


def counted(laid: NoticeDesk, missed: tuple[Receiver, ...] = (), **more: Any) -> Facts:
    sent = len(laid.receivers) - len(missed)
    counts = {"sent": sent, "waiting": 0, "failed": 0, "no_channel": len(missed)}
    return about(laid, counts=counts, missed=missed, **more)


def letter(laid: NoticeDesk, address: str, at: datetime | None = None, **more: Any) -> Facts:
    one = receiver(address, at, recorded_by=more.pop("recorded_by", None))
    known = {"receiver": one, "person": one.person, "upward": address in ("an", "binh", "cuong")}
    return about(laid, **{**known, **more})


def undone(*sizes: int) -> list[tuple[str, list[Receiver]]]:
    """The receivers parted by how they learned of the withdrawal."""
    everybody = list(received())
    parts = []
    for part, size in zip(Undone, sizes, strict=True):
        parts.append((part.value, everybody[:size]))
        everybody = everybody[size:]
    return parts


def going(
    what: str, sent: int, failed: int, no_account: int, committee: str = "", on_leave: int = 0
) -> Facts:
    counts = Counts(512, sent, failed, no_account, on_leave)
    return {"what": what, "counts": counts, "committee": committee, "now": AT_FIVE}


WEEKLY = Repeat(
    id=1,
    committee_id=1,
    notice_id=5,
    every=Every.WEEK,
    on_day=0,
    hour=time(8),
    first=date(2026, 11, 30),
    last=date(2027, 1, 31),
    day_off=DayOff.AFTER,
    made_by=LAN.id,
)
"""Every Monday at eight."""

LONG_NAME = person("Tôn Nữ Thị Phương Nguyệt Quỳnh Hương Giang")
LARGE = desk(
    tuple(Receiver(each.id, 5, each, None, "", None) for each in CROWD),
    LONG_FILES,
    corrected=notice(),
    text=LONG_TEXT,
    urgent_reason=LONG_REASON,
    number="1206/2026/TTR-BCĐCĐS",
    released_by=AN.id,
)
OTHERS = SECOND_COMMITTEE.name
ALL_LATE = received(late=MEMBERS)
GUEST = (receiver("quyen"),)

PREPARED: Cases = {
    "notice/ask_committee": {"": {"committees": [COMMITTEE_HERE.name, OTHERS]}},
    "notice/ask_text": {
        "": {"most": 380, "corrects": False},
        "đính chính": {"most": 380, "corrects": True},
    },
    "notice/ask_urgent_text": {"": {"person": AN, "most": 380}},
    "notice/ask_number": {"": {"now": SENT}},
    "notice/ask_signed_on": {"": {"number": "06/TB-BCĐ"}},
    "notice/number_unclear": {"": {"now": SENT}},
    "notice/signed_ahead": {"": {"day": date(2026, 12, 1)}},
    "notice/too_long": {"": {"length": 512, "most": 380}},
    "notice/secret": {"": {}},
    "notice/ask_audience": {"": {}},
    "notice/ask_meeting": {"": {}},
    "notice/audience": {
        "có người": {"desk": desk()},
        "chưa có ai": {"desk": desk(())},
    },
    "notice/audience_unclear": {
        "không có tên": {"unknown": ["trời đẹp quá"], "doubled": [], "units": []},
        "trùng tên": {"unknown": ["Nam"], "doubled": ["Nam"], "units": []},
        "mấy đơn vị": {
            "unknown": ["công an"],
            "doubled": [],
            "units": ["Công an phường", "Công an thành phố"],
        },
        "không rõ": {"unknown": [], "doubled": [], "units": []},
    },
    "notice/preview": {
        "đủ kênh": about(
            desk(**DRAFT), channels=[("telegram", 6), ("web", 2)], unlinked=(), most=10
        ),
        "có người chưa liên kết, chưa có số": about(
            desk(GUEST, number="", **DRAFT), channels=[], unlinked=GUEST, most=10
        ),
        "khẩn": about(
            desk(received(of=("dung", "khoa")), **{**URGENT, **DRAFT}),
            channels=[("web", 2)],
            unlinked=(),
            most=10,
        ),
        "chưa có người nhận": about(desk((), **DRAFT), channels=[], unlinked=(), most=10),
    },
    "notice/edit": {"": {}},
    "notice/drop": {"": about(desk(**DRAFT))},
    "notice/dropped": {"": {}},
    "notice/papers": {"có tệp": {"desk": desk(files=FILES)}, "chưa có": {"desk": desk()}},
    "notice/ask_file": {"": {}},
    "notice/ask_sharing": {"": {"names": ["Thong-bao-06.pdf", "Phu-luc.xlsx"]}},
    "notice/unshared": {"": {}},
    "notice/ask_unattach": {"": {"last": FILES}},
}

SENDING: Cases = {
    "notice/ask_when": {
        "": {"group": "Tổ Công tác", "returns": False},
        "có thể lặp lại": {"group": "Tổ Công tác", "returns": True},
    },
    "notice/when_unclear": {"không đọc được": {"wrong": None}, "sai thứ": {"wrong": SENT.date()}},
    "notice/when_past": {"": {"at": SENT}},
    "notice/sending": {
        "gửi ngay": about(desk(), now=SENT - timedelta(minutes=1), at=SENT, asked=SENT),
        "ngoài giờ": about(desk(**PLAIN), now=SATURDAY, at=MONDAY, asked=SATURDAY),
    },
    "notice/stopped": {"": about(desk(**DRAFT))},
    "notice/ask_reason": {"": {"desk": desk(**DRAFT)}},
    "notice/submitted": {
        "ngoài giờ": {"desk": desk(**URGENT), "now": SATURDAY, "told_at": MONDAY},
        "trong giờ": {"desk": desk(**URGENT), "now": SENT, "told_at": SENT},
    },
    "notice/release": {"": about(desk(**URGENT), person=AN)},
    "notice/release_line": {"": about(desk(**URGENT))},
    "notice/sending_urgent": {
        "": about(desk(**URGENT), now=SATURDAY, at=SATURDAY + timedelta(minutes=1))
    },
    "notice/not_now": {
        "ngoài giờ": {"desk": desk(**URGENT), "now": SATURDAY, "told_at": MONDAY},
        "trong giờ": {"desk": desk(**URGENT), "now": SENT, "told_at": SENT},
    },
    "notice/released": {"": about(desk(released_by=AN.id, **URGENT))},
    "notice/not_released": {"": about(desk(**{**URGENT, **DRAFT}))},
}

RECEIVED: Cases = {
    "notice/letter": {
        "thông báo kết luận": letter(desk(files=FILES), "dung"),
        "gửi lãnh đạo": letter(desk(), "an"),
        "đã xác nhận": letter(desk(), "dung", SENT + timedelta(minutes=5)),
        "ghi qua điện thoại": letter(desk(**PLAIN), "quyen", SENT, recorded_by=LAN.id),
        "không kèm văn bản": letter(desk(**PLAIN), "phu"),
        "báo cáo, nhiều Ban Chỉ đạo": letter(desk(**REPORT), "huong", committee=OTHERS),
        "khẩn": letter(desk(**URGENT), "khoa"),
        "đính chính": letter(desk(corrected=notice(), **PLAIN), "khoa"),
        "đính chính bằng văn bản": letter(desk(corrected=notice(), number="08/TB-BCĐ"), "khoa"),
    },
    "notice/letter_line": {"": about(desk()), "không số": about(desk(**PLAIN))},
    "notice/files": {
        "có tệp và bản giấy": about(desk(files=FILES), sent=[FILES[0]], named=[FILES[1]]),
        "chỉ có tệp": about(desk(files=FILES[:1]), sent=[FILES[0]], named=[]),
    },
    "notice/reminder": {
        "Ủy viên": letter(desk(**REPORT), "loan"),
        "gửi lãnh đạo": letter(desk(**PLAIN), "cuong"),
    },
    "notice/reminder_line": {"": about(desk(**REPORT))},
    "notice/recorded_for_you": {"": about(desk(), person=PEOPLE["khoa"])},
    "notice/withdrawn": {"": about(desk(), person=PEOPLE["khoa"])},
    "notice/withdrawn_in_place": {
        "": about(desk(), person=PEOPLE["khoa"], at=AT_FIVE),
        "không số": about(desk(**PLAIN), person=PEOPLE["phu"], at=AT_FIVE),
    },
}

FOLLOWED: Cases = {
    "notice/recent": {
        "nhiều thông báo": {
            "notices": [
                notice(),
                notice(**PLAIN),
                notice(state=NoticeState.WITHDRAWN),
                notice(**{**URGENT, "state": NoticeState.SUBMITTED, "send_at": None}),
            ],
            "repeats": {},
            "committee": "",
            "now": AT_FIVE,
        },
        "có thông báo lặp lại": {
            "notices": [
                notice(**PLAIN, state=NoticeState.REPEATED),
                notice(**PLAIN, id=6, state=NoticeState.REPEATED),
                notice(**PLAIN),
            ],
            "repeats": {5: WEEKLY},
            "committee": "",
            "now": AT_FIVE,
        },
        "chờ gửi": {
            "notices": [notice()],
            "repeats": {},
            "committee": OTHERS,
            "now": SENT - timedelta(hours=1),
        },
        "chưa có": {"notices": [], "repeats": {}, "committee": ""},
    },
    "notice/status": {
        "đã gửi": counted(desk()),
        "hẹn giờ": counted(desk(), now=SENT - timedelta(hours=1)),
        "đã thu hồi": counted(desk(state=NoticeState.WITHDRAWN)),
        "đã bỏ": counted(desk(state=NoticeState.DROPPED)),
        "chờ ý kiến": counted(desk(**{**URGENT, "state": NoticeState.SUBMITTED})),
    },
    "notice/list": {
        "còn một người": counted(desk()),
        "người nghỉ phép": counted(desk(), away=frozenset(range(1, 30))),
        "chưa ai xác nhận": counted(desk((*ALL_LATE, *GUEST)), missed=GUEST),
        "đã đủ": counted(desk(received(late=()))),
    },
    "notice/summary": {
        "còn một người": counted(desk()),
        "đã đủ": counted(desk(received(late=()))),
        "có người phải gọi": counted(desk((*received(), *GUEST), group=Group.NAMES), missed=GUEST),
    },
    "notice/summary_line": {"": counted(desk()), "đã đủ": counted(desk(received(late=())))},
    "notice/remind": {
        "còn người": about(desk(), reached=[receiver("khoa")], others=0, most=10),
        "còn người phải gọi": about(desk(), reached=[receiver("khoa")], others=1, most=10),
        "đã nhắc hết": about(desk(), reached=[], others=2, most=10),
    },
    "notice/reminded": {
        "nhắc ngay": {"count": 2, "told_at": SENT, "now": SENT},
        "ngoài giờ": {"count": 2, "told_at": MONDAY, "now": SATURDAY},
    },
    "notice/record": {
        "còn người": {"pending": [receiver("khoa")]},
        "đã đủ": {"pending": []},
    },
    "notice/record_unclear": {"trùng tên": {"found": 2}, "không có": {"found": 0}},
    "notice/recorded": {"": about(desk(), receiver=receiver("quyen", SENT), by=LAN)},
    "notice/undone": {"": {"receiver": receiver("quyen")}},
    "notice/withdraw": {"": counted(desk()), "có tệp": counted(desk(files=FILES))},
    "notice/withdrawn_reply": {
        "": about(desk(), holding=8, told_at=AT_FIVE),
        "ngoài giờ, có tệp": about(desk(files=FILES), holding=8, told_at=MONDAY, now=SATURDAY),
        "chưa ai nhận": about(desk(files=FILES), holding=0, told_at=AT_FIVE),
    },
    "notice/list_withdrawn": {
        "đủ các loại": about(desk(files=FILES), parts=undone(6, 1, 1, 0, 0)),
        "còn đang thu hồi": about(desk(), parts=undone(4, 0, 1, 2, 1)),
    },
    "notice/watched.txt": {"": about(desk()), "không số": about(desk(**PLAIN))},
    "notice/watched_reminder.txt": {"": about(desk())},
    "notice/watched_withdrawal.txt": {"": about(desk())},
    "rounds/sending": {
        "": going("Thông báo 06/TB-BCĐ", 120, 3, 0),
        "nhiều Ban Chỉ đạo": going("tin nhắc xác nhận Thông báo 06/TB-BCĐ", 12, 0, 0, OTHERS),
    },
    "rounds/sent": {
        "": going("Thông báo 06/TB-BCĐ", 480, 3, 29),
        "chưa xong": going("giấy mời phiên họp 27/11/2026", 120, 3, 29, OTHERS),
        "có người nghỉ phép": going("Thông báo 06/TB-BCĐ", 478, 3, 29, on_leave=2),
    },
}

REFUSED: Cases = {
    f"refusal/{reason}": {"": {"citations": (), "at": None}}
    for reason in ("preview_changed", "withdrawn", "no_document_number", "no_receivers")
}

LARGEST_ONES: dict[str, Facts] = {
    "notice/ask_committee": {"committees": [OTHERS * 4] * 4},
    "notice/audience": {"desk": LARGE},
    "notice/audience_unclear": {"unknown": [LONG_TEXT], "doubled": [], "units": [LONG_TEXT] * 3},
    "notice/preview": about(
        LARGE, channels=[("telegram", 57)], unlinked=LARGE.receivers[:3], most=10, committee=OTHERS
    ),
    "notice/papers": {"desk": LARGE},
    "notice/ask_sharing": {"names": [each.name for each in LONG_FILES[:10]]},
    "notice/ask_unattach": {"last": LONG_FILES[:3]},
    "notice/letter": letter(LARGE, "khoa", SENT, person=LONG_NAME, committee=OTHERS, recorded_by=1),
    "notice/files": about(LARGE, sent=list(LONG_FILES), named=list(LONG_FILES), committee=OTHERS),
    "notice/release": about(LARGE, person=LONG_NAME, committee=OTHERS),
    "notice/sending_urgent": about(LARGE, now=SATURDAY, at=SATURDAY, committee=OTHERS),
    "notice/recent": {
        "notices": [LARGE.notice] * 4,
        "repeats": {},
        "committee": OTHERS,
        "now": AT_FIVE,
    },
    "notice/list": counted(LARGE, missed=LARGE.receivers[:20], committee=OTHERS),
    "notice/summary": counted(LARGE, missed=LARGE.receivers[:20], committee=OTHERS),
    "notice/remind": about(LARGE, reached=LARGE.receivers, others=9, most=10, committee=OTHERS),
    "notice/withdrawn": about(LARGE, person=LONG_NAME, committee=OTHERS),
    "notice/withdrawn_in_place": about(LARGE, person=LONG_NAME, committee=OTHERS, at=AT_FIVE),
    "notice/list_withdrawn": about(
        LARGE, parts=[(part.value, LARGE.receivers[:12]) for part in Undone], committee=OTHERS
    ),
}

CASES: Cases = together({**PREPARED, **SENDING, **RECEIVED, **FOLLOWED, **REFUSED}, LARGEST_ONES)
