"""What typed Vietnamese means: days, hours, lines, numbers, choices and names."""

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from committee.calendar import ZONE
from messages import moments
from messages.understand import (
    DayReading,
    Impossible,
    MeetingKindWord,
    SignedNumber,
    asks_schedule,
    begins_meeting,
    day,
    greeting,
    hour,
    meeting_line,
    moment,
    names,
    number,
    one_of,
    signed_number,
    thanks,
    yes_no,
)

NOW = datetime(2026, 11, 6, 9, 10, tzinfo=ZONE)  # a Friday
MEETING = date(2026, 11, 27)  # a Friday
MONDAY, WEDNESDAY, FRIDAY, SATURDAY, SUNDAY = 0, 2, 4, 5, 6


def read(text: str, now: datetime = NOW) -> DayReading:
    reading = day(text, now)
    assert isinstance(reading, DayReading), (text, reading)
    return reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27/11/2026", MEETING),
        ("27/11", MEETING),
        ("27 / 11 / 2026", MEETING),
        ("27-11-2026", MEETING),
        ("27.11.2026", MEETING),
        ("27-11", MEETING),
        ("ngày 27.11", MEETING),
        ("27/11/26", MEETING),
        ("27/11 năm 2026", MEETING),
        ("2026-11-27", MEETING),
        ("ngày 27 tháng 11 năm 2026", MEETING),
        ("ngay 27 thang 11", MEETING),
        ("27 tháng 11, 2026", MEETING),
        ("hạn là 27/11 nhé", MEETING),
        ("14h30 27/11", MEETING),
        ("14h 27 tháng 11", MEETING),
        ("5/11", date(2027, 11, 5)),
        ("6/11", date(2026, 11, 6)),
        ("7/11", date(2026, 11, 7)),
        ("29/2", date(2028, 2, 29)),
        ("5 tháng 12 năm sau", date(2027, 12, 5)),
        ("5 tháng 12 năm nay", date(2026, 12, 5)),
        ("hôm qua", date(2026, 11, 5)),
        ("hôm nay", date(2026, 11, 6)),
        ("chiều nay", date(2026, 11, 6)),
        ("mai", date(2026, 11, 7)),
        ("Ngày mai", date(2026, 11, 7)),
        ("sang mai", date(2026, 11, 7)),
        ("mốt", date(2026, 11, 8)),
        ("mot", date(2026, 11, 8)),
        ("ngày kia", date(2026, 11, 8)),
        ("ngày mai, thứ bảy 7/11", date(2026, 11, 7)),
    ],
)
def test_a_day(text: str, expected: date) -> None:
    reading = read(text)
    assert reading.day == expected
    assert reading.weekday_fits
    assert reading.alternatives == ()
    assert read(unicodedata.normalize("NFD", text)).day == expected


@pytest.mark.parametrize(
    ("text", "expected", "weekday"),
    [
        ("thứ 5", date(2026, 11, 12), 3),
        ("thứ 6", date(2026, 11, 13), FRIDAY),
        ("thứ 7", date(2026, 11, 7), SATURDAY),
        ("thứ sáu", date(2026, 11, 13), FRIDAY),
        ("THỨ SÁU", date(2026, 11, 13), FRIDAY),
        ("thu tu", date(2026, 11, 11), WEDNESDAY),
        ("T2", date(2026, 11, 9), MONDAY),
        ("CN", date(2026, 11, 8), SUNDAY),
        ("chủ nhật", date(2026, 11, 8), SUNDAY),
        ("thứ 6 tuần này", date(2026, 11, 6), FRIDAY),
        ("thứ 6 tuần sau", date(2026, 11, 13), FRIDAY),
        ("tuần sau thứ 2", date(2026, 11, 9), MONDAY),
        ("chủ nhật tuần tới", date(2026, 11, 15), SUNDAY),
        ("thứ 2 tuần sau nữa", date(2026, 11, 16), MONDAY),
        ("thứ 6 27/11/2026", MEETING, FRIDAY),
        ("thứ 6 - 27/11", MEETING, FRIDAY),
        ("T6 27/11", MEETING, FRIDAY),
        ("27/11 (T6)", MEETING, FRIDAY),
        ("thứ 6, 14h, 27/11/2026", MEETING, FRIDAY),
        ("thứ Sáu ngày 27/11/2026", MEETING, FRIDAY),
    ],
)
def test_a_stated_weekday(text: str, expected: date, weekday: int) -> None:
    reading = read(text)
    assert (reading.day, reading.stated_weekday, reading.weekday_fits) == (expected, weekday, True)


@pytest.mark.parametrize(
    ("text", "same_week", "stated"),
    [
        ("thứ 6 28/11/2026", MEETING, date(2026, 11, 28)),
        ("28/11 thứ sáu", MEETING, date(2026, 11, 28)),
        ("thứ 2 29/11/2026", date(2026, 11, 23), date(2026, 11, 29)),
        ("CN 23/11/2026", date(2026, 11, 29), date(2026, 11, 23)),
        ("mai, thứ 6", date(2026, 11, 6), date(2026, 11, 7)),
        ("thứ 6 lúc 14h ngày 28/11", MEETING, date(2026, 11, 28)),
    ],
)
def test_a_weekday_that_does_not_fit_is_not_guessed(
    text: str, same_week: date, stated: date
) -> None:
    reading = read(text)
    assert not reading.weekday_fits
    assert reading.alternatives == (same_week, stated)


@pytest.mark.parametrize(
    "text",
    ["31/2/2026", "31/2", "29/2/2027", "31/4", "32/1/2026", "1/13/2026", "0/5", "5/0/2026",
     "1/1/9999", "1/1/1899", "thứ 6 31/2/2026", "ngày 30 tháng 2"],
)  # fmt: skip
def test_an_impossible_day_is_said_to_be(text: str) -> None:
    assert isinstance(day(text, NOW), Impossible)


def test_the_impossible_day_is_quoted() -> None:
    assert day("họp 31/2/2026 nhé", NOW) == Impossible("31/2/2026", (4, 13))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "một",
        "thư từ",
        "thứ 8",
        "thứ 1",
        "lần thứ 3",
        "phiên thứ hai",
        "quý 4/2026",
        "phòng 2.03",
        "số 12/5",
        "27/11/202",
        "27/11/20266",
        "tuần sau",
        "hỏi chị Mai",
        "27/11 hoặc 28/11",
        "27/11-28/11",
        "27-28/11",
        "ngày 27 đến 28/11",
        "mai 28/11",
        "thứ 5 hoặc thứ 6",
        "14:30",
        "8h30",
    ],
)
def test_no_day_or_no_single_day(text: str) -> None:
    assert day(text, NOW) is None


def test_today_is_viet_nams() -> None:
    assert read("mai", datetime.fromisoformat("2026-11-06T16:59:00Z")).day == date(2026, 11, 7)
    assert read("mai", datetime.fromisoformat("2026-11-06T17:00:00Z")).day == date(2026, 11, 8)


def test_the_span_points_into_the_text_as_typed() -> None:
    text = unicodedata.normalize("NFD", "họp thứ sáu, 27/11 tại phòng họp")
    first, last = read(text).span
    assert unicodedata.normalize("NFC", text[first:last]) == "thứ sáu, 27/11"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14h", time(14)),
        ("14H30", time(14, 30)),
        ("14h5", time(14, 5)),
        ("14g30", time(14, 30)),
        ("14:30", time(14, 30)),
        ("14 giờ 30", time(14, 30)),
        ("14 giờ 30 phút", time(14, 30)),
        ("2 giờ chiều", time(14)),
        ("2h buổi chiều", time(14)),
        ("14h chiều", time(14)),
        ("2h chieu", time(14)),
        ("8h sáng", time(8)),
        ("8 sáng", time(8)),
        ("7 rưỡi sáng", time(7, 30)),
        ("7h rưỡi tối", time(19, 30)),
        ("12h trưa", time(12)),
        ("1h trưa", time(13)),
        ("9 giờ kém 15", time(8, 45)),
        ("0h kém 15", time(23, 45)),
        ("chiều mai lúc 2h", time(14)),
        ("chiều thứ sáu, 2 giờ", time(14)),
        ("14h 30/11", time(14)),
        ("14h 27 tháng 11", time(14)),
        ("14h-16h", time(14)),
        ("từ 2h đến 4h chiều", time(14)),
        ("từ 8h đến 2h chiều", time(8)),
        ("0h", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_an_hour(text: str, expected: time) -> None:
    assert hour(text) == expected
    assert hour(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize(
    "text",
    ["", "14", "24h", "24:00", "14h60", "14:60", "14h sáng", "12h sáng", "14h hoặc 15h",
     "trong 2 giờ", "3 họp", "27/11", "27.11.2026", "9h kém 60"],
)  # fmt: skip
def test_no_hour_or_no_single_hour(text: str) -> None:
    assert hour(text) is None


@pytest.mark.parametrize(
    "text",
    ["14h thứ 6 27/11/2026", "27/11, 14 giờ", "thứ 6 2h chiều 27/11",
     "14 giờ 00, thứ Sáu ngày 27/11/2026"],
)  # fmt: skip
def test_a_moment_in_any_order(text: str) -> None:
    reading = moment(text, NOW)
    assert reading is not None
    assert reading.at == datetime(2026, 11, 27, 14, 0, tzinfo=ZONE)


@pytest.mark.parametrize("text", ["14h", "27/11", "14h thứ 6 28/11/2026", "14h 31/2"])
def test_a_moment_needs_a_clear_day_and_an_hour(text: str) -> None:
    reading = moment(text, NOW)
    assert reading is not None
    assert reading.at is None


def test_no_moment() -> None:
    assert moment("phòng họp số 1", NOW) is None


KIND = MeetingKindWord


@pytest.mark.parametrize(
    ("text", "kind", "quarter", "on", "at", "where"),
    [
        ("họp quý 4 lúc 14h thứ 6 27/11/2026 phòng họp số 1",
         None, 4, MEETING, time(14), "phòng họp số 1"),
        ("hop quy iv 8h30 mai tai hoi truong UBND",
         None, 4, date(2026, 11, 7), time(8, 30), "hoi truong UBND"),
        ("họp đột xuất 9h sáng thứ 2 phòng họp tầng 2",
         KIND.AD_HOC, None, date(2026, 11, 9), time(9), "phòng họp tầng 2"),
        ("họp tổng kết năm 15/12 14 giờ",
         KIND.YEAR_END, None, date(2026, 12, 15), time(14), None),
        ("họp định kỳ quý I tại Trụ sở UBND phường, 8h 15/1",
         KIND.REGULAR, 1, date(2027, 1, 15), time(8), "Trụ sở UBND phường"),
        ("họp quý 4/2026 kết hợp tổng kết năm tại phòng họp số 1 lúc 14 giờ ngày 27/11/2026",
         KIND.COMBINED, 4, MEETING, time(14), "phòng họp số 1"),
        ("họp quý tư và tổng kết năm", KIND.COMBINED, 4, None, None, None),
        ("họp sơ kết 6 tháng 30/6 8h ở nhà văn hóa TDP số 5, nội dung: chuyển đổi số",
         KIND.HALF_YEAR, None, date(2027, 6, 30), time(8), "nhà văn hóa TDP số 5"),
        ("họp ngày 6 tháng 12", None, None, date(2026, 12, 6), None, None),
        ("14h mai phòng họp T2", None, None, date(2026, 11, 7), time(14), "phòng họp T2"),
        ("họp 14h mai tại số 12/5 đường Trần Phú",
         None, None, date(2026, 11, 7), time(14), "số 12/5 đường Trần Phú"),
        ("họp quý một 9h mốt tại UBND phường",
         None, 1, date(2026, 11, 8), time(9), "UBND phường"),
        ("địa điểm: Phòng họp số 1 (tầng 2)\n14h 27/11",
         None, None, MEETING, time(14), "Phòng họp số 1 (tầng 2)"),
        ("họp (tại UBND) 14h", None, None, None, time(14), "UBND"),
        ("họp phòng chống bão 9h mai", None, None, date(2026, 11, 7), time(9), None),
        ("họp về tài liệu mai", None, None, date(2026, 11, 7), None, None),
        ("họp định kỳ đột xuất", None, None, None, None, None),
        ("họp quý 5", None, None, None, None, None),
        ("", None, None, None, None, None),
    ],
)  # fmt: skip
def test_a_meeting_in_one_line(
    text: str,
    kind: MeetingKindWord | None,
    quarter: int | None,
    on: date | None,
    at: time | None,
    where: str | None,
) -> None:
    for typed in (text, unicodedata.normalize("NFD", text)):
        line = meeting_line(typed, NOW)
        said = line.day.day if isinstance(line.day, DayReading) else line.day
        assert (line.kind, line.quarter, said, line.hour, line.place) == (
            kind,
            quarter,
            on,
            at,
            where,
        )


def test_a_line_passes_a_misfit_on() -> None:
    line = meeting_line("họp quý 4 lúc 14h thứ 6 28/11/2026 phòng họp số 1", NOW)
    assert isinstance(line.day, DayReading)
    assert line.day.alternatives == (MEETING, date(2026, 11, 28))
    assert isinstance(meeting_line("họp 14h 31/2 phòng họp số 1", NOW).day, Impossible)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("07/GM-BCĐ ngày 09/11/2026", SignedNumber("07/GM-BCĐ", date(2026, 11, 9))),
        ("07/gm-bcd", SignedNumber("07/GM-BCD", None)),
        ("  số 07/GM-BCĐ ", SignedNumber("07/GM-BCĐ", None)),
        ("07 / gm–bcđ", SignedNumber("07/GM-BCĐ", None)),
        ("Giấy mời số 07/GM-BCĐ, ngày 5 tháng 11", SignedNumber("07/GM-BCĐ", date(2026, 11, 5))),
        ("07/GM-BCĐ 6/11", SignedNumber("07/GM-BCĐ", date(2026, 11, 6))),
        ("07/GM-BCĐ 7/11", SignedNumber("07/GM-BCĐ", date(2025, 11, 7))),
        ("07/GM-BCĐ hôm qua", SignedNumber("07/GM-BCĐ", date(2026, 11, 5))),
        ("07/2026/QĐ-UBND", SignedNumber("07/2026/QĐ-UBND", None)),
        ("06/TB-BCĐ", SignedNumber("06/TB-BCĐ", None)),
        ("07/11/2026", None),
        ("07", None),
        ("GM-BCĐ", None),
        ("1/tháng", None),
        ("07/GM-BCĐ/x", None),
        ("07/GM-BCĐ 08/GM-BCĐ", None),
        ("07/GM-BCĐ ngày 31/2/2026", None),
        ("07/GM-BCĐ thứ 6 28/11/2026", None),
        ("", None),
    ],
)
def test_a_signed_number(text: str, expected: SignedNumber | None) -> None:
    assert signed_number(text, NOW) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("có", True),
        ("co", True),
        ("dạ vâng ạ", True),
        ("Đồng ý.", True),
        ("vâng, đồng ý nhé", True),
        ("OK 👍", True),
        ("không", False),
        ("khong dong y", False),
        ("dạ không", False),
        ("chưa ạ", False),
        ("không, cảm ơn đồng chí", False),
        ("không có", None),
        ("đúng không?", None),
        ("có?", None),
        ("đã", None),
        ("ạ", None),
        ("có họp không", None),
        ("", None),
    ],
)
def test_yes_and_no(text: str, expected: bool | None) -> None:
    assert yes_no(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3", 3), ("3.", 3), (" 03 ", 3), ("3)", 3), ("0", 0), ("999999999", 999_999_999),
     ("1000000000", None), ("-3", None), ("3,5", None), ("3 người", None), ("²", None), ("", None),
     ("3" + " " * 9_000, 3), ("3" + " " * 9_000 + "x", None)],
)  # fmt: skip
def test_a_number(text: str, expected: int | None) -> None:
    assert number(text) == expected


LABELS = ("Sẽ dự", "Xin vắng", "Cử người dự thay", "Tài liệu (2)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", None),
        ("1", 0),
        ("3.", 2),
        ("04", 3),
        ("5", None),
        ("se du", 0),
        ("[Xin vắng]", 1),
        ("CỬ NGƯỜI DỰ THAY", 2),
        ("tai lieu", 3),
        ("Tài liệu (2)", 3),
        ("tài liệu (3)", None),
        ("3 nhiệm vụ của tôi là gì?", None),
        ("xin", None),
        ("", None),
        ("...", None),
    ],
)
def test_one_of_the_labels(text: str, expected: int | None) -> None:
    assert one_of(text, LABELS) == expected


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("tài liệu", ("Tài liệu (1)", "Tài liệu (2)"), None),
        ("tài liệu (2)", ("Tài liệu (1)", "Tài liệu (2)"), 1),
        ("sữa", ("Sửa", "Sữa"), 1),
        ("sua", ("Sửa", "Sữa"), None),
        ("1", (), None),
        ("", ("",), None),
    ],
)
def test_an_unclear_label_is_not_chosen(
    text: str, labels: tuple[str, ...], expected: int | None
) -> None:
    assert one_of(text, labels) == expected


PEOPLE = (
    "Nguyễn Văn An",
    "Trần Văn Ân",
    "Đỗ Thu Hương",
    "Lương Thu Hường",
    "Cao Thị Mai",
    "Mai Thị Quyên",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nguyễn Văn An", (0,)),
        ("nguyen van an", (0,)),
        ("an", (0, 1)),
        ("Ân", (1,)),
        ("văn an", (0, 1)),
        ("đ/c Hương", (2,)),
        ("thu huong", (2, 3)),
        ("mai", (4,)),
        ("bà Quyên", (5,)),
        ("đồng chí Mai", (4,)),
        ("Thị", ()),
        ("Lê Văn An", ()),
        ("ông", ()),
        ("", ()),
    ],
)
def test_whom_a_name_may_mean(text: str, expected: tuple[int, ...]) -> None:
    assert names(text, PEOPLE) == expected


def test_a_first_syllable_that_looks_like_an_honorific_is_part_of_the_name() -> None:
    assert names("Anh Tuấn", ("Lê Anh Tuấn", "Lê Minh Tuấn")) == (0,)
    assert names("anh Tuấn", ("Lê Minh Tuấn",)) == (0,)
    assert names("anh", ("Lê Minh Anh", "Lê Minh Tuấn")) == (0,)


def everything(text: str) -> None:
    """Every function on one text; only that none of them raises."""
    for understand in (yes_no, number, hour):
        understand(text)
    for understand_now in (day, moment, meeting_line, signed_number):
        understand_now(text, NOW)
    one_of(text, LABELS)
    one_of("x", [text])
    names(text, PEOPLE)
    names("x", [text])


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "\ud800", "\u202e27/11\u200f", "a" * 10_000, "1" * 10_000, "1/1 " * 2_500,
     "tại x" + " lúc" * 3_000, " " * 10_000, "27/11\x00/2026", "07/\ud800GM", "<b>{{ 7*7 }}</b>",
     "'; DROP TABLE people; --", "٢٧/١١/٢٠٢٦", "²h", "１４h"],
)  # fmt: skip
def test_hostile_text_never_raises(text: str) -> None:
    everything(text)


def test_marks_that_nobody_sees_do_not_hide_a_day() -> None:
    assert read("\u202e27/11\u200f").day == MEETING


def test_a_long_message_is_cut_between_words() -> None:
    filler = "x " * 246
    assert day(filler + "27/11/2026", NOW) is None
    assert read("27/11/2026 " + "x " * 5_000).day == MEETING


PIECES = st.sampled_from(
    ["27/11", "/2026", "31/2", "thứ ", "6 ", "T2", "CN", "mai ", "mốt", "14h", "30", ":", "-",
     "đến ", "kém ", "sáng ", "chiều ", "tại ", "phòng họp ", "quý ", "iv", "tổng kết ",
     "07/GM-BCĐ", "ngày ", "tháng ", "năm ", "tuần sau ", ",", "\n", "(", ")", "\u0301", "\ud800",
     "\x00", "99", "0"]
)  # fmt: skip


@pytest.mark.property
@given(st.text() | st.lists(PIECES, max_size=20).map("".join))
@example("0/0/0000")
def test_no_text_raises(text: str) -> None:
    everything(text)


@pytest.mark.property
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_rendered_day_is_understood(on: date) -> None:
    for rendered in (moments.day(on), moments.short_day(on), moments.weekday_day(on)):
        reading = read(rendered)
        assert (reading.day, reading.weekday_fits) == (on, True)


@pytest.mark.property
@given(st.integers(-2, 40), st.integers(0, 24 * 60 - 1))
def test_a_rendered_moment_is_understood(days: int, minutes: int) -> None:
    at = datetime(2026, 11, 6, tzinfo=ZONE) + timedelta(days=days, minutes=minutes)
    for rendered in (moments.moment(at), moments.stamp(at)):
        reading = moment(rendered, NOW)
        assert reading is not None
        assert reading.at == at
    near = f"{moments.clock_time(at)} {moments.relative_day(at, NOW)}"
    reading = moment(near, NOW)
    assert reading is not None
    assert reading.at == at


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("họp quý 4 lúc 14h", True),
        ("HỌP", True),
        ("lap phien hop thu 6", True),
        ("họp lúc mấy giờ?", False),
        ("họp mấy tháng một lần", False),
        ("hop dot xuat thi ai trieu tap", False),
        ("họp mở rộng mời những ai", False),
        ("hợp đồng đã ký", False),
        ("mai họp quý 4", False),
        ("", False),
    ],
)
def test_what_begins_a_meeting(typed: str, begins: bool) -> None:
    assert begins_meeting(typed) is begins


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("xin chào", greeting),
        ("Chào trợ lý ạ!", greeting),
        ("alo", greeting),
        ("cảm ơn", thanks),
        ("Cam on nhe", thanks),
        ("dạ vâng", None),
        ("cảm ơn đồng chí, tôi sẽ dự", None),
        ("Họp ở đâu vậy?", asks_schedule),
        ("cho hoi may gio hop a", asks_schedule),
        ("lịch họp", asks_schedule),
        ("khi nào họp đột xuất?", None),
        ("họp ở đâu thì đúng Quy chế", None),
        ("", None),
    ],
)
def test_courtesies_and_the_question_for_the_next_meeting(typed: str, means: object) -> None:
    """Only a message that says nothing else is one of them."""
    known = [test for test in (greeting, thanks, asks_schedule) if test(typed)]
    assert known == ([means] if means else [])
