"""Questions put to encoded regulations: what is meant, who asks, and what none of them says."""

import re
import unicodedata

import pytest

from committee.people import Role
from committee.rules import Citation
from regulations.asking import library
from regulations.asking.answer import Answer, Label
from regulations.asking.people import Asker
from regulations.load import load

UV, HEAD, DEPUTY = Role.COMMISSIONER, Role.HEAD, Role.DEPUTY
STANDING, LEAD, MEMBER = Role.STANDING_DEPUTY, Role.WORKING_GROUP_LEAD, Role.WORKING_GROUP_MEMBER
OUTSIDE, AGENCY, SECRETARY = Role.OUTSIDE_HEAD, Role.STANDING_AGENCY, Role.SECRETARY


def ask(slug: str, role: Role, question: str, office: str = "") -> Answer:
    return library().ask(load(slug), question, Asker((role,), office))


def first(slug: str, role: Role, question: str, office: str = "") -> str:
    """The best clause, or the label where there is none."""
    answer = ask(slug, role, question, office)
    return str(answer.citations[0]) if answer.citations else answer.label.value


INTENTS = [
    ("tran-lieu", UV, "ai triệu tập họp định kỳ", "4.3"),
    ("tran-lieu", UV, "ai được triệu tập họp đột xuất", "4.3"),
    ("tran-lieu", UV, "bao lâu họp một lần", "10.1"),
    ("tran-lieu", UV, "ai quyết định họp mở rộng", "10.2"),
    ("tran-lieu", UV, "xin vắng họp thì báo ai", "7.4"),
    ("tran-lieu", UV, "cử người khác dự thay có được không", "7.4"),
    ("tran-lieu", UV, "trưởng ban vắng thì ai thay", "5.1"),
    ("tran-lieu", UV, "ai ký văn bản của ban chỉ đạo", "6.3"),
    ("tran-lieu", UV, "ai lưu hồ sơ", "8.7"),
    ("tran-lieu", UV, "ai đề xuất khen thưởng", "6.6"),
    ("tran-lieu", UV, "kinh phí lấy ở đâu", "12.1"),
    ("tran-lieu", UV, "dùng con dấu nào", "11.1"),
    ("tran-lieu", UV, "muốn sửa đổi quy chế thì làm sao", "14.2"),
    ("tran-lieu", UV, "kế hoạch chi tiết theo từng tháng", "7.6"),
    ("xa", UV, "ai ký thông báo", "4.4"),
    ("xa", MEMBER, "báo cáo hằng quý gửi ai", "6.9"),
    ("xa", UV, "khoản chi chưa có định mức thì sao", "9.2"),
    ("lai-vung", UV, "phụ cấp kiêm nhiệm ai được hưởng", "7.1"),
    ("lai-vung", SECRETARY, "thư ký được đề nghị họp không", "8.1"),
    ("thanh-hoa", UV, "báo cáo 6 tháng có phải lấy ý kiến ủy viên không", "9.2"),
    ("thanh-hoa", MEMBER, "tổ giúp việc họp khi nào", "7.3"),
    ("phu-quoc", UV, "mấy tháng họp một lần", "9.1"),
    ("phu-quoc", STANDING, "khi nào tôi được chủ trì họp", "4.2"),
]


@pytest.mark.parametrize(("slug", "role", "question", "ref"), INTENTS)
def test_what_is_meant_is_found(slug: str, role: Role, question: str, ref: str) -> None:
    assert first(slug, role, question) == ref


LACKING = [
    ("xa", UV, "xin vắng họp thế nào", "absence"),
    ("xa", UV, "ủy quyền cho người khác dự họp thay được không", "proxy"),
    ("phu-quoc", UV, "ai lưu giữ hồ sơ", "records"),
    ("phu-quoc", UV, "trưởng ban vắng thì ai thay", "stand_in"),
    ("thanh-hoa", UV, "ai đề nghị khen thưởng", "commendation"),
    ("xa", UV, "dùng con dấu nào", "seal"),
    ("tran-lieu", LEAD, "tổ báo cáo hằng quý cho ai", "quarterly_report"),
    ("tran-lieu", UV, "biên bản cuộc họp ai ghi", "minutes"),
]
"""What one regulation does not say and another does: known from the encoding alone."""


@pytest.mark.parametrize(("slug", "role", "question", "key"), LACKING)
def test_what_a_regulation_lacks_is_said(slug: str, role: Role, question: str, key: str) -> None:
    answer = ask(slug, role, question)
    assert (answer.label, answer.key) == (Label.NOT_REGULATED, key)
    assert not answer.citations


NOWHERE = [
    "phụ cấp kiêm nhiệm bao nhiêu",
    "ít nhất bao nhiêu thành viên thì được họp",
    "có biểu quyết không",
    "phải báo họp trước mấy ngày",
    "xin ý kiến thì mấy ngày phải trả lời",
    "báo vắng trước mấy ngày",
    "mẫu giấy ủy quyền thế nào",
    "vắng họp có bị kỷ luật không",
    "công tác phí tính sao",
    "có được họp trực tuyến không",
    "làm ngoài giờ có thêm tiền không",
    "nhiệm kỳ mấy năm",
    "hôm nay ăn gì",
]
ALL = ("tran-lieu", "xa", "lai-vung", "thanh-hoa", "phu-quoc")


@pytest.mark.parametrize("slug", ALL)
@pytest.mark.parametrize("question", NOWHERE)
def test_what_no_regulation_says_is_said_of_each(slug: str, question: str) -> None:
    assert ask(slug, UV, question).label is Label.NOT_REGULATED


def test_the_nearest_clauses_are_those_of_the_scenario() -> None:
    """Line 16: 11.1 for part-time work, 12.1 for the money."""
    answer = ask("tran-lieu", UV, "Phụ cấp kiêm nhiệm bao nhiêu?")
    assert [str(each.citation) for each in answer.nearest] == ["11.1", "12.1"]
    assert [each.about for each in answer.nearest] == ["làm việc kiêm nhiệm", "kinh phí hoạt động"]


BY_ASKER = [
    ("nhiệm vụ của tôi là gì", HEAD, "", "4.1"),
    ("nhiệm vụ của tôi là gì", STANDING, "", "5.1"),
    ("nhiệm vụ của tôi là gì", DEPUTY, "", "6.1"),
    ("nhiệm vụ của tôi là gì", UV, "", "7.1"),
    ("nhiệm vụ của tôi là gì", UV, "office_head", "7.1.b"),
    ("nhiệm vụ của tôi là gì", LEAD, "", "8.6"),
    ("nhiệm vụ của tôi là gì", MEMBER, "", "8.1"),
    ("nhiệm vụ của tôi là gì", OUTSIDE, "", "13.1"),
    ("nhiệm vụ của tôi là gì", OUTSIDE, "school_head", "9"),
    ("tôi phải báo cáo ai", UV, "", "11.3"),
    ("tôi phải báo cáo ai", MEMBER, "", "8.7"),
    ("tôi phải báo cáo ai", OUTSIDE, "", "13.2"),
    ("tôi bận thì làm sao", UV, "", "7.4"),
    ("tôi bận thì làm sao", DEPUTY, "", "not_regulated"),
    ("tôi bận thì làm sao", OUTSIDE, "", "not_regulated"),
    ("tôi bận thì làm sao", HEAD, "", "5.1"),
]


@pytest.mark.parametrize(("question", "role", "office", "ref"), BY_ASKER)
def test_the_same_question_means_another_clause_to_another(
    question: str, role: Role, office: str, ref: str
) -> None:
    """7.4 binds Ủy viên alone; who is not bound is told so, with 7.4 as the nearest."""
    assert first("tran-lieu", role, question, office) == ref


@pytest.mark.parametrize(
    ("named", "ref"),
    [
        ("Trưởng ban", "4.1"),
        ("Phó Trưởng ban Thường trực", "5.1"),
        ("Ủy viên", "7.1"),
        ("Tổ Công tác", "8.1"),
        ("Công an phường", "7.1.a"),
        ("phòng Văn hóa", "7.1.c"),
    ],
)
def test_somebody_elses_duties_can_be_asked_for(named: str, ref: str) -> None:
    assert first("tran-lieu", UV, f"{named} có nhiệm vụ gì?") == ref


def test_a_role_that_a_regulation_does_not_have_has_no_duties_in_it() -> None:
    answer = ask("xa", UV, "Phó Trưởng ban Thường trực có nhiệm vụ gì")
    assert answer.label is Label.NOT_REGULATED
    assert answer.nearest


def test_a_disagreement_is_shown_where_it_matters() -> None:
    """5.3 and 10.1 differ on who convenes, not on how often."""
    [tension] = ask("tran-lieu", UV, "ai triệu tập họp đột xuất").tensions
    assert {str(each) for each in tension.citations} == {"5.3", "10.1"}
    assert ask("tran-lieu", UV, "bao lâu họp một lần").tensions == ()
    [signing] = ask("tran-lieu", UV, "ai ký văn bản").tensions
    [money] = ask("tran-lieu", UV, "kinh phí lấy ở đâu").tensions
    assert {str(each) for each in signing.citations} == {"6.3", "11.1"}
    assert {str(each) for each in money.citations} == {"6.4", "7.1.d", "12.1"}
    [named] = ask("tran-lieu", UV, "khoản 3 điều 6").tensions
    assert "khoản 1 Điều 11" in named.gist


TYPED = [
    "khi vắng họp thì xin phép ai",
    "khi vang hop thi xin phep ai",
    "khi vắng hop thì xin phep ai",
    "KHI VẮNG HỌP THÌ XIN PHÉP AI???",
    "dạ cho em hỏi khi vắng họp thì xin phép ai ạ",
    "khi vắng hopj thì xin phép ai",
    "khi vắng hojp thì xin phép ai",
    "khi vawngs hopj thì xin phép ai",
    "khi vanghop thì xin phép ai",
    unicodedata.normalize("NFD", "khi vắng họp thì xin phép ai"),
    "khi vắng họp\u200b thì xin phép ai",
]


@pytest.mark.parametrize("typed", TYPED)
def test_however_it_is_typed(typed: str) -> None:
    assert first("tran-lieu", UV, typed) == "7.4"


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("nv của TCT", "nhiệm vụ của tổ công tác"),
        ("nv cua PTBTT", "nhiệm vụ của phó trưởng ban thường trực"),
        ("UV có nv gì", "ủy viên có nhiệm vụ gì"),
        ("kp lấy ở đâu", "kinh phí lấy ở đâu"),
        ("ai ký vb", "ai ký văn bản"),
        ("BCĐ họp ntn", "ban chỉ đạo họp như thế nào"),
        ("k dự đc họp thì sao", "không dự được họp thì sao"),
    ],
)
def test_short_forms_are_written_out(short: str, whole: str) -> None:
    assert first("tran-lieu", UV, short) == first("tran-lieu", UV, whole)


def test_only_what_is_no_syllable_is_mended() -> None:
    """ "nộp" is one letter from "họp" and stays what it is."""
    assert ask("tran-lieu", UV, "nộp báo cáo cho ai").key != "schedule"
    assert first("tran-lieu", UV, "ban chỉ đạo có biểu quyét không") == "not_regulated"


@pytest.mark.parametrize("typed", ["tôi làm ở ban này", "ban này của ai", "ban hanh ke hoach nam"])
def test_ban_is_not_taken_for_busy(typed: str) -> None:
    assert ask("tran-lieu", UV, typed).key != "absence"


PLACES = [
    ("điều 7 khoản 4", "7.4"),
    ("khoản 4 điều 7 nói gì", "7.4"),
    ("dieu 7 khoan 4", "7.4"),
    ("đ7 k4", "7.4"),
    ("điểm b khoản 1 điều 7", "7.1.b"),
    ("7.1.a nói gì", "7.1.a"),
    ("điều 12", "12"),
    ("điều 99", "not_regulated"),
    ("khoản 9 điều 7", "not_regulated"),
]


@pytest.mark.parametrize(("typed", "ref"), PLACES)
def test_a_place_can_be_named(typed: str, ref: str) -> None:
    assert first("tran-lieu", UV, typed) == ref


def test_a_point_with_a_stroke_is_another_point() -> None:
    assert first("lai-vung", UV, "điểm đ khoản 2 điều 4") == "4.2.đ"
    assert first("lai-vung", UV, "điểm d khoản 2 điều 4") == "4.2.d"


def test_what_follows_an_answer_is_about_it() -> None:
    regulation = load("tran-lieu")
    before = (Citation(12, 1),)
    answer = library().ask(regulation, "khoản đó nói gì", Asker((UV,)), previous=before)
    assert answer.citations == before


def test_nothing_is_said_that_no_gist_says() -> None:
    """The answer is a gist of the encoding, word for word; so no number is made up."""
    regulation = load("tran-lieu")
    gists = {entry.unit.gist for entry in regulation}
    for _, role, question, _ in INTENTS:
        gist = ask("tran-lieu", role, question).gist
        assert gist in gists or gist == ""
    for question in NOWHERE:
        answer = ask("tran-lieu", UV, question)
        assert answer.gist == ""
        assert not re.search(r"\d", answer.subject.replace("06 tháng", ""))


def test_the_official_wording_can_be_searched_as_well() -> None:
    regulation = load("tran-lieu")
    wording = {"13.1": "thủ trưởng phải tổ chức ngày hội thanh toán xanh cho tiểu thương"}
    found = library().ask(
        regulation, "ngày hội thanh toán xanh cho tiểu thương", Asker((UV,)), wording=wording
    )
    assert str(found.citations[0]) == "13.1"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "?",
        "…",
        "a" * 4000,
        "x" * 4000,
        "ngh" * 1300,
        "khoản " * 700,
        "9." * 2000,
        "họp " * 900,
        "\x00",
        "👍👍",
        "1 2 3",
        "= * /",
    ],
)
def test_whatever_is_typed_gets_an_answer(typed: str) -> None:
    assert isinstance(ask("tran-lieu", UV, typed), Answer)
