"""The facts of the scenario's meeting, for rendering messages: small builders, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from committee.attendance import Answer, Invitee, Part
from committee.calendar import ZONE
from committee.meeting import Meeting, MeetingKind, MeetingState
from committee.people import Honorific, Person
from committee.settings import CommitteeSettings
from handlers.desk import Desk
from regulations.load import load
from storage.changes import Change, ChangeKind
from storage.committees import Committee
from storage.papers import Audience, Disclosure, Document, DocumentKind
from tests.ward import CAST, COMMITTEE

Facts = Mapping[str, Any]
Cases = Mapping[str, Mapping[str, Facts]]
"""By template, then by what the case shows."""

NOW = datetime(2026, 11, 9, 8, 44, tzinfo=ZONE)
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=ZONE)
LAST_DAY = datetime(2026, 11, 25, 9, tzinfo=ZONE)
STARTS_AT = datetime(2026, 11, 27, 14, tzinfo=ZONE)
REPLY_BY = datetime(2026, 11, 25, 17, tzinfo=ZONE)
REGULATION = load("tran-lieu")
COMMITTEE_HERE = Committee(1, COMMITTEE, "tran-lieu", CommitteeSettings())
SECOND_COMMITTEE = replace(COMMITTEE_HERE, id=2, name="Ban Chỉ đạo Đề án 06 phường Trần Liễu")
AGENDA = (
    "Kết quả chuyển đổi số năm 2026",
    "Rà soát dữ liệu dân cư, định danh điện tử",
    "Kinh phí nhiệm vụ chuyển đổi số năm 2027",
    "Trạm Y tế báo cáo hồ sơ sức khỏe điện tử",
)

PEOPLE: Mapping[str, Person] = {
    address: Person(number, each.name, each.honorific, f"+849000000{number:02}", each.position)
    for number, (address, each) in enumerate(CAST.items(), start=1)
}
AN, BINH, HUONG, LOAN, OANH, PHU, QUYEN, LAN = (
    PEOPLE[address] for address in ("an", "binh", "huong", "loan", "oanh", "phu", "quyen", "lan")
)


def person(name: str) -> Person:
    """Somebody who is not of the cast."""
    return Person(99, name, Honorific.COMRADE, "", "")


def invitee(address: str, answer: Answer | None = None, at: datetime = NOW) -> Invitee:
    """Somebody of the cast, invited as their place on the roster has it."""
    seat = CAST[address].role
    part = Part.CHAIR if address == "an" else Part.MEMBER if seat else Part.GUEST
    return Invitee(
        id=PEOPLE[address].id,
        meeting_id=7,
        person=PEOPLE[address],
        part=part,
        answer=answer,
        answered_at=at if answer else None,
        source="web" if answer else "",
        recorded_by=None,
        roles=tuple(role for role in (seat, CAST[address].second_role) if role),
    )


def meeting(**changes: Any) -> Meeting:
    """The scenario's meeting, invited to with number 07/GM-BCĐ."""
    called = Meeting(
        id=7,
        committee_id=1,
        kind=MeetingKind.COMBINED,
        quarter=4,
        year=2026,
        starts_at=STARTS_AT,
        place="phòng họp số 1",
        reply_by=REPLY_BY,
        chair_id=AN.id,
        state=MeetingState.INVITED,
        revision=1,
        number="07/GM-BCĐ",
        signed_on=date(2026, 11, 9),
        remark="",
        made_by=LAN.id,
        approved_at=datetime(2026, 11, 7, 8, 5, tzinfo=ZONE),
        approved_by=AN.id,
        invited_at=datetime(2026, 11, 9, 8, 45, tzinfo=ZONE),
    )
    return replace(called, **changes)


UNSIGNED: Facts = {"number": "", "signed_on": None, "invited_at": None}
APPROVED: Facts = {**UNSIGNED, "state": MeetingState.APPROVED}
DRAFT: Facts = {**APPROVED, "state": MeetingState.DRAFT, "approved_at": None, "approved_by": None}


def document(name: str, **changes: Any) -> Document:
    """A file that members may have by chat."""
    made = Document(
        id=1,
        meeting_id=7,
        kind=DocumentKind.DOCUMENT,
        name=name,
        sha256="a" * 64,
        media_type="application/pdf",
        size=1,
        audience=Audience.MEMBERS,
        disclosure=Disclosure.CHAT,
        album="1",
    )
    return replace(made, **changes)


REPORT = document("Bao-cao-de-xuat.pdf", kind=DocumentKind.REPORT)
PROGRAMME = document("Chuong-trinh-hop.pdf", audience=Audience.EVERYONE)
PAPER = document("Phụ lục số liệu 12/PL-VHXH", sha256="", disclosure=Disclosure.SUMMARY)

INVITED = tuple(each for each, cast in CAST.items() if cast.invited and each != "lan")
"""Nine members and four guests."""


def everybody(yes: Sequence[str] = (), no: Sequence[str] = ()) -> tuple[Invitee, ...]:
    """All who are invited, with these answers."""
    answers = {**dict.fromkeys(yes, Answer.ATTENDING), **dict.fromkeys(no, Answer.DECLINED)}
    return tuple(invitee(address, answers.get(address)) for address in INVITED)


ON_THE_23RD = everybody(("cuong", "dung", "giang", "hai", "huong", "khoa", "nam", "oanh", "quyen"))
"""Three are silent: Bình, Loan and Phú."""
AT_THE_END = everybody([each for each in INVITED if each not in ("an", "loan")])
ALL_ANSWERED = everybody([each for each in INVITED if each not in ("an", "phu")], ["phu"])


def desk(
    invitees: tuple[Invitee, ...] | None = None,
    documents: tuple[Document, ...] = (REPORT, PROGRAMME),
    agenda: tuple[str, ...] = (),
    committee: Committee = COMMITTEE_HERE,
    **changes: Any,
) -> Desk:
    """The meeting laid out; `changes` are the meeting's."""
    return Desk(
        meeting=meeting(**changes),
        committee=committee,
        regulation=REGULATION,
        chair=AN,
        invitees=everybody() if invitees is None else invitees,
        documents=documents,
        agenda=agenda,
    )


def change(kind: ChangeKind) -> Change:
    at = datetime(2026, 12, 4, 14, tzinfo=ZONE) if kind is ChangeKind.TIME else None
    reason = "" if at else "trùng cuộc họp của thành phố"
    return Change(1, 7, kind, at, reason, open=True, made_by=LAN.id)


LARGEST = "dài nhất"

# The most that anybody can type or attach: no message may outgrow a phone because of it.
LONG_PLACE = ("hội trường lớn tầng 3 nhà văn hóa trung tâm khu dân cư số 1, " * 3)[:120].strip(" ,")
LONG_REASON = ("Trùng cuộc họp đột xuất của thành phố về phòng chống thiên tai; " * 6)[:300].strip()
LONG_REMARK = (LONG_REASON + " " + LONG_REASON)[:500].strip()
LONG_AGENDA = tuple(f"Mục thứ {n} của chương trình, {LONG_REASON}"[:200] for n in range(1, 21))
LONG_DOCUMENTS = tuple(
    document(f"Phu-luc-{n:02}-{'so-lieu-chi-tiet-' * 8}"[:116] + ".pdf") for n in range(1, 13)
)
CROWD = (
    invitee("an"),
    *(
        replace(
            invitee("huong" if n % 2 else "phu", answer),
            id=100 + n,
            person=replace(
                PHU,
                id=100 + n,
                honorific=Honorific.COMRADE,
                name=f"Nguyễn Trần Phương Nguyệt {n:02}",
                position="Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị",
            ),
        )
        for n in range(1, 61)
        for answer in [(None, Answer.ATTENDING, Answer.DECLINED)[n % 3]]
    ),
)
"""Sixty people with long names."""


def large(**changes: Any) -> Desk:
    """A meeting at which everything is as long as it can be."""
    known = {"place": LONG_PLACE, "remark": LONG_REMARK, **changes}
    return desk(CROWD, LONG_DOCUMENTS, LONG_AGENDA, **known)


def together(cases: Cases, largest: Mapping[str, Facts]) -> Cases:
    """The cases with, for some, the one in which everything is as long as it can be."""
    more = {name: {LARGEST: facts} for name, facts in largest.items()}
    return {name: {**known, **more.pop(name, {})} for name, known in cases.items()} | more
