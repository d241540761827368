"""Cases of the messages about standing in for somebody, and about opinions in writing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from committee.attendance import Answer
from committee.calendar import ZONE
from committee.people import Role
from committee.proxy import Proxy, ProxyState
from handlers.conversation import StoredFile
from handlers.desk import Desk
from handlers.means import Pass
from handlers.opinions.reading import Entry
from handlers.substitution import Request
from regulations.load import load
from storage.opinions import Opinion, Piece
from tests.messages.facts import (
    AGENDA,
    AN,
    BINH,
    LAN,
    LARGEST,
    LONG_AGENDA,
    LONG_REASON,
    PEOPLE,
    Cases,
    Facts,
    desk,
    invitee,
    large,
)

HAI, MAI = PEOPLE["hai"], PEOPLE["mai"]
AT = datetime(2026, 11, 18, 14, 25, tzinfo=ZONE)
NEXT_MORNING = datetime(2026, 11, 19, 7, tzinfo=ZONE)
PRINCIPAL = replace(invitee("hai"), roles=(Role.COMMISSIONER,))
DESK = desk((invitee("an"), PRINCIPAL))
NO_RULE: Desk = replace(DESK, regulation=load("xa"))
LONG_NAME = "Nguyễn Trần Hoàng Phương Nguyệt Quỳnh"
LONG_OFFICE = "Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị kiêm Phó Trưởng ban Quản lý dự án đầu tư"
LONG_PERSON = replace(MAI, name=LONG_NAME, position=LONG_OFFICE)


def piece(
    text: str = "", *, item: int | None = None, name: str = "", recorded_by: str = ""
) -> Piece:
    sha256 = "a" * 64 if name else ""
    return Piece(1, item, text, name, sha256, "application/pdf", 1, recorded_by, AT)


FILE = Opinion((piece(name="Y-kien.docx"),))
WHOLE = Opinion((piece("Nhất trí nội dung báo cáo."),))
ITEMS = Opinion(tuple(piece("Nhất trí." if n % 2 else "", item=n) for n in range(1, 5)))
PAPER = Opinion((piece("01 trang, ký ngày 18/11/2026", recorded_by=LAN.name),))
ALL = Opinion((*FILE.pieces, *ITEMS.pieces, *PAPER.pieces))
NONE = Opinion()

PROXY = Proxy(
    id=3,
    meeting_id=7,
    invitee_id=PRINCIPAL.id,
    person_id=HAI.id,
    proxy_id=MAI.id,
    revision=1,
    state=ProxyState.DRAFT,
    made_at=AT - timedelta(minutes=15),
    asked_at=None,
    accepted_at=None,
    decided_at=None,
    decided_by=None,
    ended_at=None,
    remark="",
)


def request(
    state: ProxyState = ProxyState.DRAFT,
    opinion: Opinion = FILE,
    *,
    at: Desk = DESK,
    linked: bool = True,
    seated: bool = False,
    **changes: Any,
) -> Request:
    decided = state in (ProxyState.GRANTED, ProxyState.REFUSED)
    remark = "Trạm Y tế báo cáo mục 4, đề nghị đồng chí dự." if state is ProxyState.REFUSED else ""
    made = Request(
        proxy=replace(
            PROXY, state=state, decided_at=AT if decided else None, decided_by=AN.id, remark=remark
        ),
        principal=PRINCIPAL,
        stand_in=MAI,
        desk=at,
        opinion=opinion,
        decider=AN if decided else None,
        linked=linked,
        seated=seated,
    )
    return replace(made, **changes)


def of(state: ProxyState, **changes: Any) -> Facts:
    return {"request": request(state, **changes), "now": AT}


def to(part: str, state: ProxyState, **changes: Any) -> Facts:
    people = {"principal": HAI, "stand_in": MAI, "chair": AN, "secretariat": LAN}
    return {**of(state, **changes), "to": part, "person": people[part]}


CITED = request().citations
S = ProxyState
NAMING: Cases = {
    "proxy/ask": {
        "theo Quy chế": {"invitee": PRINCIPAL, "desk": DESK, "citations": CITED},
        "Quy chế không quy định": {"invitee": PRINCIPAL, "desk": NO_RULE, "citations": ()},
    },
    "proxy/which": {"": {"people": [MAI, replace(MAI, position="")]}},
    "proxy/unknown": {"không có": {"many": 0}, "trùng tên": {"many": 7}},
    "proxy/wrong_phone": {"": {}},
    "proxy/other_phone": {"": {}},
    "proxy/need_opinion": {
        "theo Quy chế": of(S.DRAFT, opinion=NONE),
        "Quy chế không quy định": of(S.DRAFT, opinion=NONE, at=NO_RULE),
    },
    "proxy/ready": {
        "đã có ý kiến": of(S.DRAFT),
        "chưa có ý kiến": of(S.DRAFT, opinion=NONE),
        "chưa có ý kiến, Quy chế không quy định": of(S.DRAFT, opinion=NONE, at=NO_RULE),
    },
    "proxy/kept": {"": of(S.DRAFT, opinion=NONE)},
    "proxy/sent": {
        "đã có tệp": {**of(S.ASKED), "told_at": AT},
        "chờ liên kết": {**of(S.ASKED, opinion=ITEMS, linked=False), "told_at": AT},
        "Tổ Công tác gửi mã": {
            **of(S.ASKED, opinion=NONE, linked=False, seated=True),
            "told_at": NEXT_MORNING,
        },
    },
    "proxy/standing": {
        "chờ trả lời": of(S.ASKED),
        "chờ liên kết": of(S.ASKED, linked=False),
        "chờ chủ trì": of(S.ACCEPTED),
        "đã đồng ý": of(S.GRANTED),
    },
    "proxy/ask_revoke": {"chưa trình": of(S.ASKED), "đã trình": of(S.ACCEPTED)},
    "proxy/revoked_reply": {"": of(S.REVOKED)},
    "proxy/link": {"": of(S.ASKED, linked=False)},
    "proxy/forward": {
        "": {
            **of(S.ASKED, linked=False),
            "given": Pass(
                "BCD-7K4M-Q2XR",
                "http://127.0.0.1:8080/?ma=BCD-7K4M-Q2XR",
                (StoredFile("0" * 64, "ma-lien-ket.png", "image/png", 400, paper=False),),
                AT + timedelta(days=7),
            ),
        }
    },
}

DECIDING: Cases = {
    "proxy/asked": {"": of(S.ASKED)},
    "proxy/accepted_reply": {
        "ngay": {**of(S.ACCEPTED), "told_at": AT},
        "sáng hôm sau": {**of(S.ACCEPTED), "told_at": NEXT_MORNING},
    },
    "proxy/declined_reply": {"": of(S.DECLINED)},
    "proxy/request": {
        "đã có tệp": of(S.ACCEPTED),
        "bản giấy": of(S.ACCEPTED, opinion=PAPER),
        "chưa có ý kiến": of(S.ACCEPTED, opinion=NONE),
        "Quy chế không quy định": of(S.ACCEPTED, at=NO_RULE),
        "Quy chế không quy định, chưa có ý kiến": of(S.ACCEPTED, opinion=NONE, at=NO_RULE),
    },
    "proxy/submitted": {"": of(S.ACCEPTED, opinion=NONE)},
    "proxy/to_link": {"": of(S.ASKED, linked=False, seated=True)},
    "proxy/ask_remark": {"": of(S.ACCEPTED)},
    "proxy/too_long": {"": {"most": 300, "length": 512}},
    "proxy/decided_reply": {
        "đồng ý": {**of(S.GRANTED), "consents": True, "told_at": AT},
        "chưa đồng ý, sáng hôm sau": {
            **of(S.REFUSED),
            "consents": False,
            "told_at": NEXT_MORNING,
        },
    },
    "proxy/granted": {
        part: to(part, S.GRANTED, opinion=opinion)
        for part, opinion in (("principal", FILE), ("stand_in", FILE), ("secretariat", PAPER))
    },
    "proxy/refused": {
        part: to(part, S.REFUSED) for part in ("principal", "stand_in", "secretariat")
    },
    "proxy/declined": {"": of(S.DECLINED)},
    "proxy/dropped": {part: to(part, S.DROPPED) for part in ("principal", "chair", "secretariat")},
    "proxy/revoked": {part: to(part, S.REVOKED) for part in ("stand_in", "chair", "secretariat")},
    "proxy/void": {
        "đổi lịch": {**of(S.ASKED), "cancelled": False},
        "không tổ chức": {**of(S.GRANTED), "cancelled": True},
    },
}

TEXTS = [(1, "Nhất trí."), (2, ""), (3, "Đề nghị bố trí kinh phí từ quý I."), (4, "Nhất trí.")]
OPINIONS: Cases = {
    "opinion/how": {
        "chưa có": {"desk": DESK, "opinion": NONE, "request": None},
        "đã có, đang cử người": {"desk": DESK, "opinion": ITEMS, "request": request(opinion=NONE)},
    },
    "opinion/ask_file": {"": {"desk": DESK}},
    "opinion/ask_text": {"": {"desk": DESK, "most": 1500}},
    "opinion/ask_item": {
        "": {"desk": replace(DESK, agenda=AGENDA), "place": 3, "item": AGENDA[2], "most": 1500}
    },
    "opinion/check": {
        "từng mục": {"desk": DESK, "texts": TEXTS, "request": request(opinion=NONE)},
        "một ý kiến chung": {
            "desk": DESK,
            "texts": [(None, "Nhất trí nội dung báo cáo.")],
            "request": None,
        },
    },
    "opinion/saved": {
        "báo chủ trì": {"desk": DESK, "opinion": WHOLE, "told": True},
        "đã trình": {"desk": DESK, "opinion": ALL, "told": False},
    },
    "opinion/too_long": {"": {"most": 1500, "length": 2210}},
    "opinion/given": {
        "chủ trì": {
            "person": AN,
            "chairs": True,
            "invitee": PRINCIPAL,
            "desk": DESK,
            "opinion": FILE,
        },
        "Tổ Công tác": {
            "person": LAN,
            "chairs": False,
            "invitee": PRINCIPAL,
            "desk": DESK,
            "opinion": ALL,
        },
    },
    "opinion/recorded_for_you": {
        "đang cử người": {
            "invitee": PRINCIPAL,
            "desk": DESK,
            "opinion": PAPER,
            "request": request(opinion=PAPER),
        },
        "không cử ai": {"invitee": PRINCIPAL, "desk": DESK, "opinion": PAPER, "request": None},
    },
    "opinion/read": {
        "tệp": {
            "invitee": PRINCIPAL,
            "desk": DESK,
            "opinion": FILE,
            "entries": [],
            "first": True,
        },
        "từng mục": {
            "invitee": PRINCIPAL,
            "desk": DESK,
            "opinion": ITEMS,
            "entries": [
                Entry(1, AGENDA[0], "Nhất trí.", ""),
                Entry(2, AGENDA[1], "", ""),
            ],
            "first": True,
        },
        "bản giấy, trang sau": {
            "invitee": PRINCIPAL,
            "desk": DESK,
            "opinion": PAPER,
            "entries": [Entry(None, "", PAPER.pieces[0].text, LAN.name)],
            "first": False,
        },
        "chưa có": {
            "invitee": PRINCIPAL,
            "desk": DESK,
            "opinion": NONE,
            "entries": [],
            "first": True,
        },
    },
    "opinion/overview": {"hai phiên": {"desks": [DESK, DESK]}, "không có": {"desks": []}},
    "opinion/kept": {
        "có": {"desk": DESK, "found": [PRINCIPAL]},
        "chưa có": {"desk": DESK, "found": []},
    },
    "opinion/ask_who": {"": {"desk": DESK}},
    "opinion/who_unclear": {"không có": {"found": 0}, "trùng tên": {"found": 2}},
    "opinion/ask_note": {"": {"invitee": PRINCIPAL, "desk": DESK, "most": 200}},
    "opinion/recorded": {
        "": {
            "invitee": PRINCIPAL,
            "desk": DESK,
            "by": LAN,
            "note": "01 trang, ký ngày 18/11/2026",
            "now": AT,
        }
    },
}

# The most that anybody can type: no message may outgrow a phone because of it.
CROWDED = replace(large(), chair=replace(BINH, name=LONG_NAME))
LONG = {
    "at": CROWDED,
    "stand_in": LONG_PERSON,
    "principal": replace(PRINCIPAL, person=replace(HAI, name=LONG_NAME), answer=Answer.PROXY_ASKED),
    "opinion": ALL,
}
MUCH: Mapping[str, Facts] = {
    "proxy/which": {"people": [LONG_PERSON] * 4},
    "proxy/need_opinion": of(S.DRAFT, **{**LONG, "opinion": NONE}),
    "proxy/ready": of(S.DRAFT, **{**LONG, "opinion": NONE}),
    "proxy/sent": {**of(S.ASKED, linked=False, **LONG), "told_at": NEXT_MORNING},
    "proxy/asked": of(S.ASKED, **LONG),
    "proxy/request": of(S.ACCEPTED, **LONG),
    "proxy/submitted": of(S.ACCEPTED, **{**LONG, "opinion": NONE}),
    "proxy/granted": {**to("stand_in", S.GRANTED, **LONG)},
    "proxy/refused": {
        **to(
            "principal",
            S.REFUSED,
            proxy=replace(PROXY, state=S.REFUSED, decided_at=AT, remark=LONG_REASON),
        ),
    },
    "opinion/ask_item": {
        "desk": replace(DESK, agenda=LONG_AGENDA),
        "place": 20,
        "item": LONG_AGENDA[-1],
        "most": 1500,
    },
    "opinion/check": {
        "desk": DESK,
        "texts": [(n, LONG_REASON) for n in range(1, 21)],
        "request": request(opinion=NONE, stand_in=LONG_PERSON),
    },
    "opinion/read": {
        "invitee": PRINCIPAL,
        "desk": DESK,
        "opinion": ALL,
        "entries": [Entry(20, LONG_REASON[:80], (LONG_REASON * 2)[:340], "")],
        "first": True,
    },
}
CASES: Cases = {
    name: {**cases, **({LARGEST: MUCH[name]} if name in MUCH else {})}
    for name, cases in {**NAMING, **DECIDING, **OPINIONS}.items()
}
