"""Persons, seats, contacts, committees and accounts, as they are stored and found again."""

from datetime import date, timedelta
from pathlib import Path

from committee.people import Honorific, Person, Role
from committee.settings import CommitteeSettings
from storage import accounts, committees, people, seats
from storage.committees import Day
from storage.database import Transaction
from tests.storage.opened import NOW, opened, somebody

LATER = NOW + timedelta(days=1)


async def _committee(tx: Transaction, name: str = "Ban Chỉ đạo") -> int:
    return (await committees.create(tx, name=name, regulation="tran-lieu", now=NOW)).id


async def test_a_person_is_found_by_id_and_by_phone_and_changes(tmp_path: Path) -> None:
    async with opened(tmp_path) as database, database.transaction() as tx:
        an = await somebody(tx, "Nguyễn Văn An", "+84900000001")
        binh, cuong = await somebody(tx, "Lê Thị Bình"), await somebody(tx, "Trần Mạnh Cường")
        before = await people.person_by_phone(tx, "+84900000001")
        await people.update_person(
            tx, an, name="Nguyễn Văn Ân", honorific=Honorific.MR, phone="", position="Bí thư"
        )
        assert before == Person(an, "Nguyễn Văn An", Honorific.COMRADE, "+84900000001", "")
        assert await people.person(tx, an) == Person(
            an, "Nguyễn Văn Ân", Honorific.MR, "", "Bí thư"
        )
        assert await people.person_by_phone(tx, "+84900000001") is None
        assert await people.person_by_phone(tx, "") is None, "no number is nobody's"
        assert await people.person(tx, cuong + 1) is None
        assert {an, binh, cuong} == {1, 2, 3}, "two people without a number stand side by side"


async def test_seats_come_by_precedence_and_then_by_given_name(tmp_path: Path) -> None:
    roles = [
        ("Bùi Thu Lan", Role.WORKING_GROUP_MEMBER),
        ("Đinh Thị Loan", Role.COMMISSIONER),
        ("Phạm Văn Dũng", Role.COMMISSIONER),
        ("Trần Mạnh Cường", Role.DEPUTY),
        ("Lê Thị Bình", Role.STANDING_DEPUTY),
        ("Đỗ Thu Hương", Role.COMMISSIONER),
        ("Nguyễn Văn An", Role.HEAD),
    ]
    async with opened(tmp_path) as database, database.transaction() as tx:
        committee = await _committee(tx)
        for name, role in roles:
            person = await somebody(tx, name)
            await seats.save_membership(tx, committee, person, role=role, now=NOW)
        found = await people.members(tx, committee)
    assert [seat.person.given_name for seat in found] == [
        "An", "Bình", "Cường", "Dũng", "Hương", "Loan", "Lan",
    ]  # fmt: skip


async def test_a_seat_is_changed_ended_and_given_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as database, database.transaction() as tx:
        committee, lan = await _committee(tx), await somebody(tx, "Bùi Thu Lan")
        group = Role.WORKING_GROUP_MEMBER
        await seats.save_membership(
            tx, committee, lan, role=group, secretariat=True, administrator=True, now=NOW
        )
        since = "SELECT secretariat_since FROM memberships"
        first = await tx.value(since)
        await seats.save_membership(
            tx, committee, lan, role=group, second_role=Role.SECRETARY, secretariat=True, now=LATER
        )
        assert await tx.value(since) == first, "what somebody was before keeps its date"
        [seat] = await people.secretariat(tx, committee)
        assert seat.roles == (group, Role.SECRETARY)
        assert not seat.administrator
        assert await people.administrators(tx) == ()
        assert await seats.end_membership(tx, committee, lan, LATER)
        assert not await seats.end_membership(tx, committee, lan, LATER), "ended once"
        assert await people.members(tx, committee) == ()
        assert await people.membership(tx, committee, lan) is None
        await seats.save_membership(tx, committee, lan, role=group, now=LATER)
        assert await people.membership(tx, committee, lan) is not None
        assert await people.secretariat(tx, committee) == ()


async def test_contacts_are_invited_or_only_known(tmp_path: Path) -> None:
    async with opened(tmp_path) as database, database.transaction() as tx:
        committee, phu = await _committee(tx), await somebody(tx, "Trịnh Văn Phú")
        mai = await somebody(tx, "Cao Thị Mai")
        await seats.save_contact(tx, committee, phu, invited=True, now=NOW)
        await seats.save_contact(tx, committee, mai, invited=False, now=NOW)
        found = await people.contacts(tx, committee)
        assert [(each.person.given_name, each.invited) for each in found] == [
            ("Mai", False),
            ("Phú", True),
        ]
        assert [each.id for each in await people.find_by_name(tx, committee, "cao thi mai")] == [
            mai
        ]
        assert await people.find_by_name(tx, committee + 1, "cao thi mai") == ()
        assert await seats.end_contact(tx, committee, mai, LATER)
        assert await people.contact(tx, committee, mai) is None
        assert await people.find_by_name(tx, committee, "cao thi mai") == ()


async def test_a_committee_keeps_its_settings_and_its_own_days(tmp_path: Path) -> None:
    eve = date(2026, 12, 24)
    async with opened(tmp_path) as database, database.transaction() as tx:
        committee, other = await _committee(tx), await _committee(tx, "Ban khác")
        changed = CommitteeSettings(stop_window=timedelta(seconds=30))
        await committees.save_settings(tx, committee, changed)
        await committees.set_day(tx, committee, eve, "Nghỉ", False, NOW)
        await committees.set_day(tx, committee, eve, "Làm bù", True, NOW)
        found = await committees.get(tx, committee)
        assert found is not None
        assert found.settings == changed
        assert await committees.days(tx, committee) == (Day(eve, "Làm bù", True),)
        assert await committees.days(tx, other) == ()
        assert await committees.remove_day(tx, committee, eve)
        assert not await committees.remove_day(tx, committee, eve)
        assert [each.id for each in await committees.all_committees(tx)] == [committee, other]
        assert await committees.get(tx, other + 1) is None


async def test_an_account_is_known_once_and_tells_its_sender(tmp_path: Path) -> None:
    async with opened(tmp_path) as database, database.transaction() as tx:
        assert await accounts.find_sender(tx, "web", "an") is None
        account = await accounts.known(tx, "web", "an", NOW)
        assert await accounts.known(tx, "web", "an", LATER) == account
        assert await accounts.known(tx, "telegram", "an", NOW) != account
        assert await accounts.find_sender(tx, "web", "an") == (account, None, ())
        person = await somebody(tx, "Nguyễn Văn An", "+84900000001")
        await accounts.link(tx, account.id, person, NOW)
        for committee in (await _committee(tx), await _committee(tx, "Ban khác")):
            await seats.save_membership(tx, committee, person, role=Role.HEAD, now=NOW)
        found = await accounts.find_sender(tx, "web", "an")
        assert found is not None
        assert found[1] == await people.person(tx, person)
        assert found[2] == await people.memberships_of(tx, person)
        assert len(found[2]) == 2
        await seats.end_membership(tx, found[2][0].committee_id, person, LATER)
        found = await accounts.find_sender(tx, "web", "an")
        assert found is not None
        assert len(found[2]) == 1


async def test_a_person_is_reached_where_linked_last_and_not_where_blocked(tmp_path: Path) -> None:
    async with opened(tmp_path) as database, database.transaction() as tx:
        person = await somebody(tx, "Đinh Thị Loan")
        first = await accounts.known(tx, "telegram", "7", NOW)
        second = await accounts.known(tx, "zalo", "9", NOW)
        await accounts.link(tx, first.id, person, NOW)
        await accounts.link(tx, second.id, person, LATER)

        async def channels() -> list[str]:
            return [each.channel for each in await accounts.accounts_of(tx, person)]

        assert await channels() == ["zalo", "telegram"]
        await accounts.mark_blocked(tx, second.id, LATER)
        assert await channels() == ["telegram"]
        assert await accounts.unlink(tx, first.id)
        assert not await accounts.unlink(tx, first.id)
        assert await channels() == []
        await accounts.mark_reachable(tx, second.id)
        assert await channels() == ["zalo"]
