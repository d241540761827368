"""A roster comes in whole or not at all, and says what it changed."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.roster_files import roster_words
from committee.groups import MOST
from committee.people import Honorific, Role
from regulations.load import load
from storage import accounts, committees, groups, people
from storage.database import Database, Transaction
from storage.phones import normal_phone
from storage.roster import import_roster
from storage.roster_rows import Column, ContactKind, Problem, RosterReport, RosterRow
from tests.storage.opened import NOW, opened

C, P = Column, Problem
WORDS = roster_words(load("tran-lieu"))

AN = {C.NAME: "Nguyễn Văn An", C.PHONE: "0900000001", C.ROLE: "Trưởng ban"}
BINH = {C.NAME: "Lê Thị Bình", C.PHONE: "0900000002", C.ROLE: "Phó Trưởng ban Thường trực"}
PHU = {C.NAME: "Trịnh Văn Phú", C.PHONE: "", C.ROLE: "Khách mời", C.HONORIFIC: "ông"}
LAN = {
    C.NAME: "Bùi Thu Lan",
    C.PHONE: "0900000015",
    C.ROLE: "Thành viên Tổ Công tác",
    C.SECRETARIAT: "x",
}

Cells = Mapping[Column, str]


async def _committee(database: Database, name: str = "Ban Chỉ đạo") -> int:
    async with database.transaction() as tx:
        return (await committees.create(tx, name=name, regulation="tran-lieu", now=NOW)).id


async def _bring(
    database: Database, committee: int, *sheet: Cells, end_missing: bool = False
) -> RosterReport:
    rows = [RosterRow(number, cells) for number, cells in enumerate(sheet, start=2)]
    async with database.transaction() as tx:
        return await import_roster(tx, committee, rows, WORDS, NOW, end_missing=end_missing)


def _told(report: RosterReport) -> list[tuple[int, Column, Problem]]:
    return sorted((fault.row, fault.column, fault.problem) for fault in report.faults)


async def _everything(tx: Transaction) -> list[list[object]]:
    tables = ("people", "memberships", "contacts", "audit")
    return [[tuple(row) for row in await tx.all("SELECT * FROM " + table)] for table in tables]


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({C.NAME: ""}, [(C.NAME, P.NAME_MISSING)]),
        ({C.NAME: " \u200b "}, [(C.NAME, P.NAME_MISSING)]),
        ({C.NAME: "Vũ Minh Hải 2"}, [(C.NAME, P.NAME_IMPOSSIBLE)]),
        ({C.NAME: "..."}, [(C.NAME, P.NAME_IMPOSSIBLE)]),
        ({C.NAME: "A" * 100}, []),
        ({C.NAME: "A" * 101}, [(C.NAME, P.TOO_LONG)]),
        ({C.NAME: "=A1&B1"}, [(C.NAME, P.FORMULA)]),
        ({C.POSITION: "=1+1"}, [(C.POSITION, P.FORMULA)]),
        ({C.POSITION: "#REF!"}, [(C.POSITION, P.FORMULA)]),
        ({C.POSITION: "B" * 200}, []),
        ({C.POSITION: "B" * 201}, [(C.POSITION, P.TOO_LONG)]),
        ({C.PHONE: "912345678"}, []),
        ({C.PHONE: "12345"}, [(C.PHONE, P.PHONE_IMPOSSIBLE)]),
        ({C.PHONE: "0912345678, 0987654321"}, [(C.PHONE, P.PHONE_IMPOSSIBLE)]),
        ({C.PHONE: "0912 ABC DEF"}, [(C.PHONE, P.PHONE_IMPOSSIBLE)]),
        ({C.HONORIFIC: "Đ/c"}, []),
        ({C.HONORIFIC: "anh"}, [(C.HONORIFIC, P.HONORIFIC_UNKNOWN)]),
        ({C.ROLE: ""}, [(C.ROLE, P.ROLE_MISSING)]),
        ({C.ROLE: "UỶ VIÊN"}, []),
        ({C.ROLE: "Thư ký"}, [(C.ROLE, P.ROLE_UNKNOWN)]),
        ({C.ROLE: "Chủ tịch"}, [(C.ROLE, P.ROLE_UNKNOWN)]),
        ({C.SECOND_ROLE: "Tổ trưởng Tổ công tác"}, []),
        ({C.SECOND_ROLE: "Ủy viên"}, [(C.SECOND_ROLE, P.SAME_ROLE_TWICE)]),
        ({C.SECOND_ROLE: "Khách mời"}, [(C.SECOND_ROLE, P.NEEDS_SEAT)]),
        ({C.OFFICE: "Trưởng Công an"}, []),
        ({C.OFFICE: "police_chief"}, []),
        ({C.OFFICE: "Trưởng"}, [(C.OFFICE, P.OFFICE_UNKNOWN)]),
        ({C.OFFICE: "Trưởng phòng"}, [(C.OFFICE, P.OFFICE_UNKNOWN)]),
        ({C.GROUPS: "Dữ liệu; An ninh"}, []),
        ({C.GROUPS: "Dữ liệu; " + "A" * 41}, [(C.GROUPS, P.TOO_LONG)]),
        ({C.GROUPS: "=A1"}, [(C.GROUPS, P.FORMULA)]),
        ({C.GROUPS: "Dữ liệu; =A1"}, [(C.GROUPS, P.FORMULA)]),
        ({C.GROUPS: "Dữ liệu; 2"}, [(C.GROUPS, P.GROUP_IMPOSSIBLE)]),
        ({C.GROUPS: ";;,;"}, []),
        ({C.SECRETARIAT: "✓"}, []),
        ({C.SECRETARIAT: "không"}, []),
        ({C.SECRETARIAT: "có lẽ"}, [(C.SECRETARIAT, P.MARK_UNKNOWN)]),
        ({C.ROLE: "Khách mời", C.ADMINISTRATOR: "x"}, [(C.ADMINISTRATOR, P.NEEDS_SEAT)]),
        (
            {C.NAME: "", C.PHONE: "1", C.ROLE: "Vua"},
            [(C.NAME, P.NAME_MISSING), (C.PHONE, P.PHONE_IMPOSSIBLE), (C.ROLE, P.ROLE_UNKNOWN)],
        ),
    ],
)
async def test_a_bad_row_is_named_with_every_reason(
    tmp_path: Path, cells: Cells, faults: list[tuple[Column, Problem]]
) -> None:
    hai = {C.NAME: "Vũ Minh Hải", C.ROLE: "Ủy viên"}
    async with opened(tmp_path) as database:
        report = await _bring(database, await _committee(database), AN, {**hai, **cells})
        assert _told(report) == sorted((3, column, problem) for column, problem in faults)
        assert len(report.added) == (0 if faults else 2)


@pytest.mark.parametrize(
    ("sheet", "faults"),
    [
        ([AN, {**BINH, C.PHONE: "+84 900 000 001"}], [(2, P.PHONE_TWICE), (3, P.PHONE_TWICE)]),
        ([AN, {**BINH, C.ROLE: "Trưởng ban"}], [(2, P.TWO_HEADS), (3, P.TWO_HEADS)]),
        ([AN, {**BINH, C.SECOND_ROLE: "Trưởng ban"}], [(2, P.TWO_HEADS), (3, P.TWO_HEADS)]),
        ([PHU, {**PHU, C.NAME: "TRINH VAN PHU"}], [(2, P.PERSON_TWICE), (3, P.PERSON_TWICE)]),
        ([PHU, {**PHU, C.PHONE: "0900000012"}], [(2, P.PERSON_TWICE), (3, P.PERSON_TWICE)]),
        ([{**PHU, C.PHONE: "0900000011"}, {**PHU, C.PHONE: "0900000012"}], []),
    ],
)
async def test_rows_that_cannot_stand_together_are_all_named(
    tmp_path: Path, sheet: list[Cells], faults: list[tuple[int, Problem]]
) -> None:
    async with opened(tmp_path) as database:
        report = await _bring(database, await _committee(database), *sheet)
        assert [(row, problem) for row, _, problem in _told(report)] == faults


async def test_nothing_is_imported_until_all_is_right(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        await _bring(database, committee, AN)
        async with database.reading() as tx:
            before = await _everything(tx)
        changed = {**AN, C.NAME: "Nguyễn Văn Ân"}
        report = await _bring(database, committee, changed, BINH, {**PHU, C.ROLE: "?"}, LAN)
        assert _told(report) == [(4, C.ROLE, P.ROLE_UNKNOWN)]
        assert (report.added, report.changed) == ((), ())
        async with database.reading() as tx:
            assert await _everything(tx) == before


async def test_own_faults_and_those_met_in_the_database_are_told_together(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        here, there = await _committee(database), await _committee(database, "Ban khác")
        await _bring(database, there, BINH)
        stranger = {C.NAME: "Đỗ Thu Hương", C.PHONE: "0900000002", C.ROLE: "Ủy viên"}
        report = await _bring(database, here, {**AN, C.NAME: ""}, stranger)
        assert _told(report) == [
            (2, C.NAME, P.NAME_MISSING),
            (3, C.PHONE, P.PHONE_OF_ANOTHER),
        ]


async def test_a_second_import_says_what_changed(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        first = await _bring(database, committee, AN, BINH, PHU, LAN)
        assert first.added == ("Nguyễn Văn An", "Lê Thị Bình", "Trịnh Văn Phú", "Bùi Thu Lan")
        again = await _bring(database, committee, AN, BINH, PHU, LAN)
        assert len(again.unchanged) == 4
        assert (again.added, again.changed, again.missing) == ((), (), ())
        report = await _bring(
            database,
            committee,
            AN,
            {**BINH, C.NAME: "Lê Thị Bình An", C.POSITION: "Phó Chủ tịch"},
            {**PHU, C.PHONE: "0900000012", C.ROLE: "Ủy viên", C.OFFICE: "Trưởng Công an"},
            {C.NAME: "Ngô Đăng Khoa", C.ROLE: "Ủy viên"},
        )
        told = {
            change.name: [(each.column, each.before, each.after) for each in change.fields]
            for change in report.changed
        }
        assert told == {
            "Lê Thị Bình An": [
                (C.NAME, "Lê Thị Bình", "Lê Thị Bình An"),
                (C.POSITION, "", "Phó Chủ tịch"),
            ],
            "Trịnh Văn Phú": [
                (C.PHONE, "", "+84900000012"),
                (C.ROLE, ContactKind.GUEST, Role.COMMISSIONER),
                (C.OFFICE, "", "police_chief"),
            ],
        }
        assert report.added == ("Ngô Đăng Khoa",)
        assert report.unchanged == ("Nguyễn Văn An",)
        assert report.missing == ("Bùi Thu Lan",)
        async with database.reading() as tx:
            members = await people.members(tx, committee)
            assert await people.contacts(tx, committee) == (), "a member is no contact"
        assert [seat.person.given_name for seat in members] == ["An", "An", "Khoa", "Phú", "Lan"]


async def test_who_is_not_on_the_sheet_stays_unless_ended(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        await _bring(database, committee, AN, LAN, PHU)
        kept = await _bring(database, committee, AN)
        assert (kept.missing, kept.ended) == (("Bùi Thu Lan", "Trịnh Văn Phú"), False)
        async with database.reading() as tx:
            assert len(await people.members(tx, committee)) == 2
        await _bring(database, committee, AN, end_missing=True)
        async with database.reading() as tx:
            assert len(await people.members(tx, committee)) == 1
            assert await people.contacts(tx, committee) == ()
        back = await _bring(database, committee, AN, LAN, PHU)
        assert back.added == ("Bùi Thu Lan", "Trịnh Văn Phú")
        async with database.reading() as tx:
            assert await tx.value("SELECT COUNT(*) FROM people") == 3, "they are who they were"


async def test_a_new_head_needs_the_old_one_gone(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        await _bring(database, committee, AN, BINH)
        new = {**BINH, C.ROLE: "Trưởng ban"}
        assert _told(await _bring(database, committee, new)) == [(2, C.ROLE, P.TWO_HEADS)]
        moved = await _bring(database, committee, {**AN, C.ROLE: "Ủy viên"}, new)
        assert not moved.faults
        await _bring(database, committee, AN, BINH)
        assert not (await _bring(database, committee, new, end_missing=True)).faults


async def test_a_column_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        await _bring(database, committee, LAN)
        without: Cells = {column: text for column, text in LAN.items() if column != C.SECRETARIAT}
        assert (await _bring(database, committee, without)).unchanged == ("Bùi Thu Lan",)
        report = await _bring(database, committee, {**LAN, C.SECRETARIAT: ""})
        assert [each.column for each in report.changed[0].fields] == [C.SECRETARIAT]


async def test_one_person_sits_in_two_committees(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        here, there = await _committee(database), await _committee(database, "Ban khác")
        await _bring(database, here, AN, PHU)
        await _bring(database, there, {**AN, C.ROLE: "Ủy viên", C.PHONE: "+84 900 000 001"}, PHU)
        async with database.reading() as tx:
            an = await people.person_by_phone(tx, "+84900000001")
            assert an is not None
            held = await people.memberships_of(tx, an.id)
            assert [(seat.committee_id, seat.role) for seat in held] == [
                (here, Role.HEAD),
                (there, Role.COMMISSIONER),
            ]
            assert await tx.value("SELECT COUNT(*) FROM people") == 3, "no number, no same person"
        await _bring(database, there, PHU, end_missing=True)
        async with database.reading() as tx:
            assert len(await people.memberships_of(tx, an.id)) == 1, "the other seat stays"


@pytest.mark.parametrize(
    ("sheet", "faults"),
    [
        ([{**AN, C.PHONE: "0900000002"}, {**BINH, C.PHONE: "0900000001"}], [2, 3]),
        ([{**BINH, C.PHONE: "0900000001"}], [2]),
        ([{**AN, C.PHONE: "0900000003"}, {**LAN, C.PHONE: "0900000001"}], [3]),
        ([{**AN, C.NAME: "Nguyễn Văn Ân"}, {**BINH, C.NAME: "Lê Thị Bằng"}], []),
        ([{**AN, C.PHONE: "0900000003"}, BINH], []),
    ],
)
async def test_a_number_does_not_pass_from_one_person_to_another(
    tmp_path: Path, sheet: list[Cells], faults: list[int]
) -> None:
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        await _bring(database, committee, AN, BINH)
        report = await _bring(database, committee, *sheet)
        assert [fault.row for fault in report.faults] == faults
        assert {fault.problem for fault in report.faults} <= {P.PHONE_OF_ANOTHER}
        assert report.added == ()


async def test_two_of_one_name_are_told_apart_by_number_only(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        one, two = {**PHU, C.PHONE: "0900000011"}, {**PHU, C.PHONE: "0900000012"}
        await _bring(database, committee, one, two)
        assert len((await _bring(database, committee, two, one)).unchanged) == 2
        assert _told(await _bring(database, committee, {**PHU, C.PHONE: "0900000013"})) == [
            (2, C.NAME, P.NAME_AMBIGUOUS)
        ]


async def test_a_corrected_number_keeps_the_linked_account(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        await _bring(database, committee, AN)
        async with database.transaction() as tx:
            an = await people.person_by_phone(tx, "+84900000001")
            assert an is not None
            account = await accounts.known(tx, "web", "an", NOW)
            await accounts.link(tx, account.id, an.id, NOW)
        await _bring(database, committee, {**AN, C.PHONE: "0900000009", C.HONORIFIC: "ông"})
        async with database.reading() as tx:
            found = await people.person_by_phone(tx, "+84900000009")
            assert found is not None
            assert (found.id, found.honorific) == (an.id, Honorific.MR)
            assert len(await accounts.accounts_of(tx, an.id)) == 1


async def test_the_audit_tells_seats_but_no_names_and_numbers(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        await _bring(database, committee, AN)
        await _bring(database, committee, {**AN, C.PHONE: "0900000009", C.POSITION: "Bí thư"})
        async with database.reading() as tx:
            rows = await tx.all("SELECT verb, before, after FROM audit ORDER BY id")
        assert [row["verb"] for row in rows] == ["roster.added", "roster.changed"]
        assert "head" in rows[0]["after"]
        assert "Bí thư" in rows[1]["after"]
        text = "".join(row["before"] + row["after"] for row in rows)
        assert "84900" not in text
        assert "Văn An" not in text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0912345678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("(+84) 912-345-678", "+84912345678"),
        ("'0912345678", "+84912345678"),
        ("912345678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0220 3822 123", "+842203822123"),
        ("01234567890", None),
        ("113", None),
        ("0912345678 x 9", None),
        ("9.12E+08", None),
        ("\u0660\u0669\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", None),
        ("", None),
    ],
)
def test_phone_numbers_as_they_are_typed(typed: str, stored: str | None) -> None:
    assert normal_phone(typed) == stored


async def test_sub_groups_come_with_the_roster(tmp_path: Path) -> None:
    """Missing ones are made, spelled as they are known; an empty cell says nothing of them."""
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        report = await _bring(
            database, committee, {**AN, C.GROUPS: "Dữ liệu; An ninh"}, {**PHU, C.GROUPS: "dữ liệu"}
        )
        assert report.added == (AN[C.NAME], PHU[C.NAME])
        assert await _inside(database, committee) == {
            "An ninh": [AN[C.NAME]],
            "Dữ liệu": [AN[C.NAME], PHU[C.NAME]],
        }
        sheet = ({**AN, C.GROUPS: "AN NINH;Du lieu"}, {**PHU, C.GROUPS: ""})
        assert (await _bring(database, committee, *sheet)).unchanged == (AN[C.NAME], PHU[C.NAME])
        report = await _bring(database, committee, {**AN, C.GROUPS: "Hạ tầng"}, PHU)
        [changed] = report.changed
        [field] = changed.fields
        assert (field.before, field.after) == ("An ninh; Dữ liệu", "Hạ tầng")
        assert await _inside(database, committee) == {
            "Dữ liệu": [PHU[C.NAME]],
            "Hạ tầng": [AN[C.NAME]],
        }


async def test_a_comma_parts_sub_groups_too(tmp_path: Path) -> None:
    """No name of one has a comma, in the chat neither."""
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        await _bring(database, committee, {**AN, C.GROUPS: "Dữ liệu, An ninh"})
        assert await _inside(database, committee) == {
            "An ninh": [AN[C.NAME]],
            "Dữ liệu": [AN[C.NAME]],
        }


async def test_a_roster_makes_no_more_sub_groups_than_there_may_be(tmp_path: Path) -> None:
    """Nothing of such a roster is taken in; what a committee has already takes no room twice."""
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        names = [f"Nhóm {chr(ord('A') + number)}" for number in range(MOST + 1)]
        report = await _bring(database, committee, AN, {**PHU, C.GROUPS: "; ".join(names)})
        [fault] = report.faults
        assert (fault.problem, fault.value) == (P.TOO_MANY_GROUPS, names[-1])
        assert await _inside(database, committee) == {}
        full = {**AN, C.GROUPS: "; ".join(names[:MOST])}
        assert not (await _bring(database, committee, full, PHU)).faults
        assert not (await _bring(database, committee, full, {**PHU, C.GROUPS: names[0]})).faults
        assert (await _bring(database, committee, AN, {**PHU, C.GROUPS: names[-1]})).faults


async def test_who_is_left_out_for_good_is_in_no_sub_group(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        committee = await _committee(database)
        await _bring(database, committee, {**AN, C.GROUPS: "Dữ liệu"}, {**PHU, C.GROUPS: "Dữ liệu"})
        await _bring(database, committee, AN, end_missing=True)
        assert await _inside(database, committee) == {"Dữ liệu": [AN[C.NAME]]}


async def _inside(database: Database, committee: int) -> dict[str, list[str]]:
    """Everybody's name by sub-group; those that are empty are left out."""
    async with database.transaction() as tx:
        known = {each.id: each.name for each in await groups.of_committee(tx, committee)}
        found = {}
        for group_id, members in (await groups.members(tx, committee)).items():
            persons = [await people.person(tx, each) for each in members]
            found[known[group_id]] = [each.name for each in persons if each]
        return found
