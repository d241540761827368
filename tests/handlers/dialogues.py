"""Every question the program can ask: how it comes to be asked, and what answers it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from committee.people import Role
from messages.render import label
from storage import committees, seats
from tests.bot import played
from tests.bot.played import act, offered, value
from tests.chat import House, Shown
from tests.handlers import grouped, instead, leave_play, noticed, repeating, task_play
from tests.handlers.looking import code_for
from tests.ward import Ward

Reach = Callable[[Ward], Awaitable[object]]
Done = Callable[[House, Sequence[Shown]], Awaitable[bool]]

CHATTER = "trời đẹp quá"
OTHER_COMMITTEE = "Ban Chỉ đạo cải cách hành chính"


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of question.

    `address` is asked it by `reach`; `answer` answers it and `done` says whether that was heard;
    `unclear` is a text that is no answer.
    """

    address: str
    reach: Reach
    answer: str
    done: Done
    unclear: str = CHATTER


def holds(sql: str) -> Done:
    """The answer is in the database."""

    async def done(h: House, replies: Sequence[Shown]) -> bool:
        return bool(await value(h, sql))

    return done


def now_asks(kind: str) -> Done:
    """The next question is open."""
    return holds(f"SELECT COUNT(*) FROM dialogues WHERE kind = '{kind}'")


def offers(verb: str) -> Done:
    """The reply has this button."""

    async def done(h: House, replies: Sequence[Shown]) -> bool:
        ids = [action.id for shown in replies for action in shown.outgoing.actions]
        return any(each.startswith(f"{verb}:") for each in ids)

    return done


def says(address: str, text: str) -> Reach:
    async def reach(w: Ward) -> None:
        await w.phone(address).types(text)

    return reach


def presses(before: Reach, address: str, action: str) -> Reach:
    """Press a button, or one that is like it on the asker's own screen."""

    async def reach(w: Ward) -> None:
        await before(w)
        phone = w.phone(address)
        await phone.press_action(action if ":1" in action else offered(phone, action)[1])

    return reach


async def two_committees(w: Ward) -> None:
    """Lan runs the assistant of another committee too."""
    now = w.house.clock.now()
    async with w.house.app.database.transaction() as tx:
        other = await committees.create(tx, name=OTHER_COMMITTEE, regulation="tran-lieu", now=now)
        await seats.save_membership(
            tx,
            other.id,
            w.person_id("lan"),
            role=Role.WORKING_GROUP_MEMBER,
            second_role=None,
            office="",
            secretariat=True,
            administrator=False,
            now=now,
        )
    await w.phone("lan").types(played.LINE)


async def proposed(w: Ward) -> None:
    """Giang is the secretary of another committee, whom 8.1 of Lai Vung lets propose a meeting."""
    now = w.house.clock.now()
    async with w.house.app.database.transaction() as tx:
        other = await committees.create(tx, name=OTHER_COMMITTEE, regulation="lai-vung", now=now)
        await seats.save_membership(
            tx, other.id, w.person_id("giang"), role=Role.SECRETARY, now=now
        )
    await w.phone("giang").types("họp đột xuất về kinh phí")


async def kind_chosen(w: Ward) -> None:
    await w.phone("lan").types(played.LINE)
    await act(w.phone("lan"), "meeting:kind:combined")


async def numbered_without_day(w: Ward) -> None:
    await played.approved(w)
    await act(w.phone("lan"), "meeting:number")
    await w.phone("lan").types("07/GM-BCĐ")


async def cancellation_asked(w: Ward) -> None:
    await played.invited(w)
    await w.phone("lan").press_action("meeting:cancel:1")
    await w.phone("lan").types("bão")
    await act(w.phone("lan"), "meeting:askchange")


async def code_shown(w: Ward) -> None:
    await w.phone("new").types(await code_for(w, "quyen"))


async def reason_given(w: Ward) -> None:
    await played.invited(w)
    await act(w.phone("dung"), "absence:ask")
    await w.phone("dung").types("giao ban chuyên môn")


async def absence_sent(w: Ward) -> None:
    await reason_given(w)
    await act(w.phone("dung"), "absence:send")


async def absence_called(w: Ward) -> None:
    await played.invited(w)
    await w.phone("lan").press_action("attendance:record:1")
    await w.phone("lan").types("Phạm Văn Dũng")


async def with_papers(w: Ward) -> None:
    await played.drafted(w)
    lan = w.phone("lan")
    await lan.press_action("meeting:agenda:1")
    await lan.types("1. Khai mạc\n2. Thảo luận")
    await lan.press_action("meeting:attach:1")
    await lan.types("Kế hoạch số 12/KH-UBND")
    await act(lan, "meeting:items")


async def notice_in_two_committees(w: Ward) -> None:
    await noticed.second_committee(w, "lan", Role.WORKING_GROUP_MEMBER, runs_assistant=True)
    await w.phone("lan").types("/thongbao")


async def urgent_in_two_committees(w: Ward) -> None:
    await noticed.second_committee(w, "an", Role.HEAD, runs_assistant=False)
    await w.phone("an").types("/khan")


async def listed_for_notice(w: Ward) -> None:
    await grouped.made(w)
    await noticed.unsigned(w)
    await act(w.phone("lan"), "notice:bygroup")


async def groups_listed(w: Ward) -> None:
    await grouped.made(w)
    await w.phone("lan").types("/nhom")


async def notice_without_day(w: Ward) -> None:
    await noticed.drafted(w)
    await w.phone("lan").types("06/TB-BCĐ")


async def question_passed_on(w: Ward) -> None:
    """Giang asks what the regulation does not say, and Lan is about to answer."""
    await w.phone("giang").types("Phụ cấp kiêm nhiệm bao nhiêu?")
    await act(w.phone("giang"), "duty:pass")
    await act(w.phone("giang"), "duty:send")
    await played.later(w.house, 1)
    await act(w.phone("lan"), "duty:reply")


async def ladder_asked(w: Ward) -> None:
    await w.phone("lan").types("/thietlap")
    await act(w.phone("lan"), "setting:section")
    await w.phone("lan").types("1")


async def tasks_of_two_committees(w: Ward) -> None:
    await two_committees(w)
    await w.phone("lan").types("/huy")
    await w.phone("lan").types("/giaoviec")


async def task_document_without_day(w: Ward) -> None:
    await task_play.opened(w, "Thông báo 06/TB-BCĐ")


async def task_named(w: Ward) -> None:
    await task_play.opened(w)
    await w.phone("lan").types("Vũ Minh Hải")


async def task_titled(w: Ward) -> None:
    await task_named(w)
    await w.phone("lan").types("tham mưu kinh phí")


async def task_unsigned(w: Ward) -> None:
    await task_play.opened(w, "Thông báo kết luận")
    await act(w.phone("lan"), "task:unsigned")
    await task_play.one(w, "Vũ Minh Hải", "tham mưu kinh phí", "20/11/2026")
    await act(w.phone("lan"), "task:preview")


async def task_reason_asked(w: Ward) -> None:
    await task_play.sent(w)
    await act(w.phone("hai"), "task:receive")
    await act(w.phone("hai"), "task:extend")
    await w.phone("hai").types("27/11/2026")


LONG = "rất dài " * 80

DIALOGUES = {
    "meeting.when": Asked(
        "lan",
        says("lan", "họp quý 4 phòng họp số 1"),
        "14h thứ 6 27/11/2026",
        now_asks("meeting.kind"),
    ),
    "meeting.committee": Asked("lan", two_committees, OTHER_COMMITTEE, now_asks("meeting.kind")),
    "meeting.proposal": Asked(
        "giang",
        proposed,
        "đột xuất về nhân lực",
        holds("SELECT COUNT(*) FROM dialogues WHERE state LIKE '%nhân lực%'"),
        LONG,
    ),
    "meeting.place": Asked(
        "lan",
        says("lan", "họp quý 4 lúc 14h thứ 6 27/11/2026"),
        "phòng họp số 1",
        now_asks("meeting.kind"),
        LONG,
    ),
    "meeting.kind": Asked(
        "lan", says("lan", played.LINE), "tổng kết", now_asks("meeting.deadline")
    ),
    "meeting.deadline": Asked(
        "lan", kind_chosen, "17h thứ 4 25/11/2026", holds("SELECT COUNT(*) FROM meetings")
    ),
    "meeting.edit_place": Asked(
        "lan",
        presses(played.drafted, "lan", "meeting:editplace:1"),
        "hội trường",
        holds("SELECT COUNT(*) FROM meetings WHERE place = 'hội trường'"),
        LONG,
    ),
    "meeting.edit_agenda": Asked(
        "lan",
        presses(played.drafted, "lan", "meeting:agenda:1"),
        "1. Khai mạc\n2. Thảo luận",
        holds("SELECT COUNT(*) = 2 FROM agenda_items"),
        LONG,
    ),
    "meeting.edit_guests": Asked(
        "lan",
        presses(played.drafted, "lan", "meeting:guests:1"),
        "Cao Thị Mai",
        holds("SELECT COUNT(*) = 14 FROM invitees"),
    ),
    "meeting.attach": Asked(
        "lan",
        presses(played.drafted, "lan", "meeting:attach:1"),
        "Kế hoạch số 12/KH-UBND",
        holds("SELECT COUNT(*) FROM documents"),
        LONG,
    ),
    "meeting.remark": Asked(
        "an",
        presses(played.submitted, "an", "meeting:return"),
        "đề nghị thêm một mục",
        holds("SELECT COUNT(*) FROM meetings WHERE state = 'returned'"),
        LONG,
    ),
    "meeting.number": Asked(
        "lan",
        presses(played.approved, "lan", "meeting:number"),
        "07/GM-BCĐ ngày 09/11/2026",
        holds("SELECT COUNT(*) FROM meetings WHERE number = '07/GM-BCĐ'"),
    ),
    "meeting.signed_on": Asked(
        "lan",
        numbered_without_day,
        "09/11/2026",
        holds("SELECT COUNT(*) FROM meetings WHERE signed_on = '2026-11-09'"),
    ),
    "meeting.new_place": Asked(
        "lan",
        presses(played.invited, "lan", "meeting:newplace:1"),
        "hội trường",
        offers("meeting:tellplace"),
        LONG,
    ),
    "meeting.cancel_reason": Asked(
        "lan",
        presses(played.invited, "lan", "meeting:cancel:1"),
        "bão số 9",
        holds("SELECT COUNT(*) FROM meeting_changes WHERE reason = 'bão số 9'"),
        LONG,
    ),
    "meeting.change_remark": Asked(
        "an",
        presses(cancellation_asked, "an", "meeting:refusechange"),
        "chưa cần hủy",
        holds("SELECT COUNT(*) FROM meeting_changes WHERE state = 'refused'"),
        LONG,
    ),
    "meeting.item": Asked(
        "lan",
        presses(with_papers, "lan", "meeting:itemof"),
        "2",
        holds("SELECT COUNT(*) FROM documents WHERE item = 2"),
    ),
    "absence.reason": Asked(
        "dung",
        presses(played.invited, "dung", "absence:ask"),
        "giao ban chuyên môn",
        now_asks("absence.preview"),
        LONG,
    ),
    "absence.preview": Asked(
        "dung",
        reason_given,
        "họp giao ban ngành",
        holds("SELECT COUNT(*) FROM absences WHERE reason = 'họp giao ban ngành'"),
        LONG,
    ),
    "absence.remark": Asked(
        "an",
        presses(absence_sent, "an", "absence:deny"),
        "đề nghị đồng chí dự",
        holds("SELECT COUNT(*) FROM absences WHERE state = 'refused'"),
        LONG,
    ),
    "absence.recorded_reason": Asked(
        "lan",
        presses(absence_called, "lan", "absence:record"),
        "đi công tác",
        now_asks("absence.preview"),
        LONG,
    ),
    "attendance.record": Asked(
        "lan",
        presses(played.invited, "lan", "attendance:record:1"),
        "Mai Thị Quyên",
        offers("attendance:says_yes"),
    ),
    "notice.committee": Asked(
        "lan", notice_in_two_committees, OTHER_COMMITTEE, now_asks("notice.text")
    ),
    "notice.text": Asked(
        "lan", says("lan", "/thongbao"), noticed.TEXT, holds("SELECT COUNT(*) FROM notices"), LONG
    ),
    "notice.number": Asked(
        "lan",
        noticed.drafted,
        "06/TB-BCĐ ngày 09/11/2026",
        holds("SELECT COUNT(*) FROM notices WHERE number = '06/TB-BCĐ'"),
    ),
    "notice.signed_on": Asked(
        "lan",
        notice_without_day,
        "09/11/2026",
        holds("SELECT COUNT(*) FROM notices WHERE signed_on = '2026-11-09'"),
    ),
    "notice.audience": Asked(
        "lan",
        noticed.unsigned,
        "Hương, Khoa",
        holds("SELECT COUNT(*) = 2 FROM notice_receivers"),
    ),
    "notice.attach": Asked(
        "lan",
        presses(noticed.previewed, "lan", "notice:attach:1"),
        "Kế hoạch số 12/KH-UBND",
        holds("SELECT COUNT(*) FROM notice_files"),
        LONG,
    ),
    "notice.when": Asked(
        "lan",
        presses(noticed.previewed, "lan", "notice:sendat"),
        "14h thứ Sáu 20/11/2026",
        holds("SELECT COUNT(*) FROM notices WHERE state = 'released'"),
    ),
    "notice.listed": Asked(
        "lan",
        listed_for_notice,
        "1",
        holds("SELECT COUNT(*) = 2 FROM notice_receivers"),
    ),
    "notice.repeat": Asked("lan", repeating.asked, "thứ Hai 8h", now_asks("notice.repeat_until")),
    "notice.repeat_until": Asked("lan", repeating.timed, "31/12/2026", offers("notice:repeatnow")),
    "group.choose": Asked("lan", groups_listed, "Dữ liệu", now_asks("group.members")),
    "group.name": Asked(
        "lan",
        presses(says("lan", "/nhom"), "lan", "group:new"),
        "Dữ liệu",
        holds("SELECT COUNT(*) FROM sub_groups"),
        LONG,
    ),
    "group.members": Asked(
        "lan",
        grouped.named,
        "Khoa, Loan",
        holds("SELECT COUNT(*) = 2 FROM sub_group_members"),
    ),
    "notice.urgent_committee": Asked(
        "an", urgent_in_two_committees, OTHER_COMMITTEE, now_asks("notice.urgent_text")
    ),
    "notice.urgent_text": Asked(
        "an", says("an", "/khan"), noticed.TEXT, holds("SELECT COUNT(*) FROM notices"), LONG
    ),
    "notice.reason": Asked(
        "lan",
        presses(noticed.previewed, "lan", "notice:reason:1"),
        "mưa bão trong đêm",
        holds("SELECT COUNT(*) FROM notices WHERE urgent_reason = 'mưa bão trong đêm'"),
        LONG,
    ),
    "notice.record": Asked(
        "lan",
        presses(noticed.sent, "lan", "notice:record:1"),
        "Đỗ Thu Hương",
        holds("SELECT COUNT(*) FROM notice_receivers WHERE source = 'phone'"),
    ),
    "daysoff.days": Asked(
        "lan",
        says("lan", "/lichnghi"),
        "nghỉ 24/12/2026 Lễ hội phường",
        offers("daysoff:save"),
    ),
    "setting.choose": Asked(
        "lan",
        presses(says("lan", "/thietlap"), "lan", "setting:section"),
        "1",
        now_asks("setting.value"),
    ),
    "setting.value": Asked(
        "lan", ladder_asked, "3 ngày trước 8h, trong ngày 8h", offers("setting:save")
    ),
    "duty.reply": Asked(
        "lan",
        question_passed_on,
        "Đang chờ hướng dẫn của thành phố.",
        holds("SELECT COUNT(*) FROM questions WHERE answered_at IS NOT NULL"),
        LONG,
    ),
    "proxy.name": Asked(
        "hai",
        presses(instead.invited, "hai", "proxy:ask"),
        "Cao Thị Mai",
        holds("SELECT COUNT(*) FROM proxies"),
    ),
    "proxy.remark": Asked(
        "an",
        presses(instead.accepted, "an", "proxy:deny"),
        "Đề nghị đồng chí dự họp",
        holds("SELECT COUNT(*) FROM proxies WHERE state = 'refused'"),
        LONG,
    ),
    "opinion.whole": Asked(
        "hai",
        presses(instead.named, "hai", "opinion:type"),
        instead.OPINION,
        now_asks("opinion.check"),
        LONG * 3,
    ),
    "opinion.items": Asked(
        "hai",
        presses(instead.items_known, "hai", "opinion:type"),
        "Nhất trí",
        holds("SELECT COUNT(*) FROM dialogues WHERE state LIKE '%Nhất trí%'"),
        LONG * 3,
    ),
    "opinion.check": Asked("hai", instead.typed, "đồng ý", holds("SELECT COUNT(*) FROM opinions")),
    "opinion.paper_who": Asked(
        "lan",
        presses(instead.papers_wanted, "lan", "opinion:paper"),
        "Vũ Minh Hải",
        now_asks("opinion.paper_note"),
    ),
    "opinion.paper_note": Asked(
        "lan",
        instead.paper_named,
        "01 trang, ký ngày 18/11/2026",
        holds("SELECT COUNT(*) FROM opinions WHERE recorded_by IS NOT NULL"),
        LONG,
    ),
    "link:consent": Asked(
        "new",
        code_shown,
        label("link:agree"),
        holds("SELECT COUNT(*) FROM accounts WHERE address = 'new' AND person_id IS NOT NULL"),
    ),
    "leave.who": Asked("lan", leave_play.asked_who, "Hoàng Thị Giang", now_asks("leave.first")),
    "leave.first": Asked("lan", leave_play.named, "23/11/2026", now_asks("leave.last")),
    "leave.last": Asked("lan", leave_play.first_said, "25/11/2026", now_asks("leave.approved")),
    "leave.approved": Asked(
        "lan",
        leave_play.last_said,
        "đồng chí Trưởng ban",
        holds("SELECT COUNT(*) FROM leaves"),
        LONG,
    ),
    "invite:name": Asked(
        "lan", says("lan", "/moi"), "Mai Thị Quyên", holds("SELECT COUNT(*) FROM link_codes")
    ),
    "mydata:correction": Asked(
        "huong",
        presses(says("huong", "/dulieucuatoi"), "huong", "mydata:correct"),
        "chức vụ đúng là Trưởng phòng",
        holds("SELECT COUNT(*) FROM deliveries WHERE kind = 'mydata.correction'"),
        LONG,
    ),
    "task.committee": Asked(
        "lan", tasks_of_two_committees, OTHER_COMMITTEE, now_asks("task.source")
    ),
    "task.source": Asked(
        "lan", says("lan", "/giaoviec"), task_play.SOURCE, now_asks("task.assignee"), LONG
    ),
    "task.signed_on": Asked(
        "lan", task_document_without_day, "09/11/2026", now_asks("task.assignee")
    ),
    "task.number": Asked(
        "lan",
        presses(task_unsigned, "lan", "task:number"),
        "06/TB-BCĐ ngày 09/11/2026",
        holds("SELECT COUNT(*) FROM task_sources WHERE number = '06/TB-BCĐ'"),
    ),
    "task.owner": Asked(
        "lan",
        presses(task_play.previewed, "lan", "task:owner"),
        "Lê Thị Bình",
        holds("SELECT COUNT(*) FROM task_sources WHERE owner_id = 2"),
    ),
    "task.assignee": Asked("lan", task_play.opened, "Vũ Minh Hải", now_asks("task.title")),
    "task.title": Asked("lan", task_named, "tham mưu kinh phí", now_asks("task.deadline"), LONG),
    "task.deadline": Asked(
        "lan", task_titled, "20/11/2026", holds("SELECT COUNT(*) FROM tasks WHERE item = 1")
    ),
    "task.basis": Asked(
        "lan",
        presses(task_play.drafted, "lan", "task:editbasis:1"),
        "khoản 4 Điều 6",
        holds("SELECT COUNT(*) FROM tasks WHERE basis = '6.4'"),
    ),
    "task.cooperating": Asked(
        "lan",
        presses(task_play.drafted, "lan", "task:cooperate:1"),
        "Trần Mạnh Cường, khoản 4 Điều 6",
        holds("SELECT COUNT(*) FROM tasks WHERE cooperating_basis = '6.4'"),
    ),
    "task.evidence": Asked(
        "hai",
        presses(task_play.sent, "hai", "task:done:1"),
        "Báo cáo 15/BC-KT",
        holds("SELECT COUNT(*) FROM tasks WHERE state = 'reported'"),
    ),
    "task.issue": Asked(
        "hai",
        presses(task_play.sent, "hai", "task:hard:1"),
        "thiếu dự toán",
        holds("SELECT COUNT(*) FROM task_issues"),
        LONG,
    ),
    "task.opinion": Asked(
        "an",
        presses(task_play.difficult, "an", "task:opinion"),
        "trình trong tuần này",
        holds("SELECT COUNT(*) FROM deliveries WHERE kind = 'task.opinion'"),
        LONG,
    ),
    "task.return": Asked(
        "an",
        presses(task_play.reported, "an", "task:giveback"),
        "bổ sung phụ lục",
        holds("SELECT COUNT(*) FROM deliveries WHERE kind = 'task.given_back'"),
        LONG,
    ),
    "task.extension": Asked(
        "hai", task_reason_asked, "chờ hướng dẫn", offers("task:askextension"), LONG
    ),
    "task.decline": Asked(
        "an",
        presses(task_play.extension_asked, "an", "task:decline"),
        "phải xong trong tháng",
        holds("SELECT COUNT(*) FROM deliveries WHERE kind = 'task.declined'"),
        LONG,
    ),
    "task.reassign": Asked(
        "lan",
        presses(task_play.sent, "lan", "task:reassign:1"),
        "Hoàng Thị Giang",
        now_asks("task.change_reason"),
    ),
    "task.change_reason": Asked(
        "lan",
        presses(task_play.sent, "lan", "task:cancel:1"),
        "đã có nguồn khác",
        offers("task:changed"),
        LONG,
    ),
}
"""By the name of the question in the registry."""
