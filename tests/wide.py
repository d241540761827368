"""More guests than a ward has, each with a phone of their own."""

from committee.people import Honorific
from storage import accounts, people, seats
from tests.botapi.people import User
from tests.scenario.telegram_house import TelegramHouse
from tests.ward import Ward


async def guests(h: TelegramHouse, w: Ward, count: int) -> list[User]:
    """Put them on the roster, invited to every meeting and linked."""
    async with h.app.database.transaction() as tx:
        for number in range(count):
            person = await people.add_person(
                tx,
                name=f"Khách Mời {number}",
                honorific=Honorific.MR,
                phone=f"+8491{number:07}",
                position="Tổ trưởng",
                now=h.clock.now(),
            )
            await seats.save_contact(tx, w.committee_id, person, invited=True, now=h.clock.now())
            address = h.account_of(f"guest-{number}")
            account = await accounts.known(tx, h.channel.name, address, h.clock.now())
            await accounts.link(tx, account.id, person, h.clock.now())
    return [h.channel.user(f"guest-{number}") for number in range(count)]
