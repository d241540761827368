"""The scenario's whole cast on the roster of a house, everybody but one linked to a phone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from committee.people import Honorific, Role
from storage import accounts, committees, people, seats
from storage.database import Transaction
from tests.chat import House, Phone

COMMITTEE = "Ban Chỉ đạo chuyển đổi số phường Trần Liễu"


@dataclass(frozen=True, slots=True)
class Cast:
    """One person of the scenario; without a role a contact, `invited` to every meeting or not."""

    name: str
    position: str
    role: Role | None = None
    second_role: Role | None = None
    office: str = ""
    honorific: Honorific = Honorific.COMRADE
    runs_assistant: bool = False
    invited: bool = True


_UV = Role.COMMISSIONER

CAST: Mapping[str, Cast] = {
    "an": Cast("Nguyễn Văn An", "Chủ tịch UBND phường", Role.HEAD),
    "binh": Cast("Lê Thị Bình", "Phó Chủ tịch UBND phường", Role.STANDING_DEPUTY),
    "cuong": Cast("Trần Mạnh Cường", "Phó Chủ tịch UBND phường", Role.DEPUTY, Role.STANDING_AGENCY),
    "dung": Cast("Phạm Văn Dũng", "Trưởng Công an phường", _UV, office="police_chief"),
    "giang": Cast("Hoàng Thị Giang", "Chánh Văn phòng HĐND-UBND phường", _UV, office="office_head"),
    "hai": Cast(
        "Vũ Minh Hải", "Trưởng phòng Kinh tế, Hạ tầng và Đô thị", _UV, office="economy_head"
    ),
    "huong": Cast(
        "Đỗ Thu Hương",
        "Trưởng phòng Văn hóa - Xã hội",
        _UV,
        Role.WORKING_GROUP_LEAD,
        office="culture_head",
    ),
    "khoa": Cast("Ngô Đăng Khoa", "Trạm trưởng Trạm Y tế", _UV),
    "loan": Cast("Đinh Thị Loan", "Giám đốc Trung tâm Phục vụ hành chính công", _UV),
    "nam": Cast("Lê Hoàng Nam", "Bí thư Đoàn phường"),
    "oanh": Cast("Lương Thị Oanh", "Hiệu trưởng Trường THCS"),
    "phu": Cast("Trịnh Văn Phú", "Tổ trưởng TDP số 3", honorific=Honorific.MR),
    "quyen": Cast("Mai Thị Quyên", "Tổ trưởng TDP số 5", honorific=Honorific.MS),
    "mai": Cast("Cao Thị Mai", "Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị", invited=False),
    "lan": Cast(
        "Bùi Thu Lan",
        "Chuyên viên phòng Văn hóa - Xã hội",
        Role.WORKING_GROUP_MEMBER,
        runs_assistant=True,
    ),
}
"""By the address of each one's phone."""

NOT_LINKED = "quyen"


class Ward:
    """The committee of the scenario in a house."""

    def __init__(self, house: House, committee_id: int, ids: Mapping[str, int]) -> None:
        self.house = house
        self.committee_id = committee_id
        self._ids = ids

    def in_house(self, house: House) -> "Ward":
        """The same ward after a restart."""
        return Ward(house, self.committee_id, self._ids)

    def person_id(self, address: str) -> int:
        return self._ids[address]

    def phone(self, address: str) -> Phone:
        return self.house.phone(address)


async def ward(house: House) -> Ward:
    """Make the committee with its cast, and link everybody but `NOT_LINKED`."""
    return await seated(house, COMMITTEE, "tran-lieu", CAST, (NOT_LINKED,))


async def seated(
    house: House,
    name: str,
    regulation: str,
    everybody: Mapping[str, Cast],
    not_linked: Collection[str] = (),
) -> Ward:
    """Make a committee under a regulation with these people, by the address of their phones."""
    async with house.app.database.transaction() as tx:
        committee = await committees.create(
            tx, name=name, regulation=regulation, now=house.clock.now()
        )
        ids = {}
        for number, (address, cast) in enumerate(everybody.items(), start=1):
            ids[address] = await _add(house, tx, committee.id, number, cast)
            if address not in not_linked:
                await _link(house, tx, address, ids[address])
    return Ward(house, committee.id, ids)


async def _add(house: House, tx: Transaction, committee_id: int, number: int, cast: Cast) -> int:
    """One person with a number of their own (0900000001 for the first), and a seat."""
    now = house.clock.now()
    person_id = await people.add_person(
        tx,
        name=cast.name,
        honorific=cast.honorific,
        phone=f"+849000000{number:02}",
        position=cast.position,
        now=now,
    )
    await _place(tx, committee_id, person_id, cast, house)
    return person_id


async def _link(house: House, tx: Transaction, address: str, person_id: int) -> None:
    now = house.clock.now()
    account = await accounts.known(tx, house.channel_of(address), house.account_of(address), now)
    await accounts.link(tx, account.id, person_id, now)


async def _place(
    tx: Transaction, committee_id: int, person_id: int, cast: Cast, house: House
) -> None:
    now = house.clock.now()
    if cast.role is None:
        await seats.save_contact(tx, committee_id, person_id, invited=cast.invited, now=now)
        return
    await seats.save_membership(
        tx,
        committee_id,
        person_id,
        role=cast.role,
        second_role=cast.second_role,
        office=cast.office,
        secretariat=cast.runs_assistant,
        administrator=cast.runs_assistant,
        now=now,
    )
