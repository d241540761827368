"""What a message needs from the database before a chat without buttons or files can show it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.channels.base import Channel
from bot.channels.fitting import Aids, FileLink, allowed, as_text
from bot.clock import Clock
from bot.links import Links
from bot.open_menus import OPEN_FOR, letter_for
from bot.registry import Registry
from handlers.conversation import Outgoing
from storage import accounts, dialogues, links, menus, sends
from storage.database import Database, Transaction

UPLOAD_LIFE = timedelta(minutes=30)
UPLOAD_PLACE = 0
"""Files of a message have places from 1."""


class Plain:
    """Numbers menus, and gives files and uploads an address."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        registry: Registry,
        channels: Mapping[str, Channel],
        addresses: Links,
        link_life: timedelta,
    ) -> None:
        self._database = database
        self._clock = clock
        self._registry = registry
        self._channels = channels
        self._addresses = addresses
        self._link_life = link_life

    async def fit(self, send: sends.Send, outgoing: Outgoing) -> Outgoing:
        """The message as its chat can show it; as it is where the chat can show everything."""
        capabilities = self._channels[send.channel].capabilities
        if capabilities.buttons and capabilities.attachments:
            return outgoing
        if outgoing.commands is not None:
            return outgoing
        async with self._database.transaction() as tx:
            aids = Aids()
            if outgoing.actions and not capabilities.buttons:
                aids = replace(aids, letter=await self._show_menu(tx, send))
            if not capabilities.attachments:
                files = await self._files(tx, send, outgoing)
                aids = replace(aids, links=files, upload=await self._upload(tx, send))
        return as_text(outgoing, capabilities, aids)

    async def _show_menu(self, tx: Transaction, send: sends.Send) -> str:
        """Its letter; empty where no other menu waits."""
        root, now = send.edits or send.id, self._clock.now()
        shown = await menus.shown(tx, send.account_id, now - OPEN_FOR)
        is_reply = send.rank == sends.REPLY_RANK
        subjects = await menus.subjects_of(tx, send.id)
        new = menus.Shown(root, "", send.id, is_reply, subjects)
        letter, beside_others = letter_for(new, shown)
        await menus.show(tx, replace(new, letter=letter), send.account_id, now)
        return letter if beside_others or await self._number_asked(tx, send) else ""

    async def _files(
        self, tx: Transaction, send: sends.Send, outgoing: Outgoing
    ) -> tuple[FileLink, ...]:
        now, found = self._clock.now(), list[FileLink]()
        files = allowed(outgoing, self._channels[send.channel].capabilities)
        for place, file in enumerate(files, start=1):
            link_id = await links.make(
                tx,
                links.FILE,
                account_id=send.account_id,
                send_id=send.id,
                place=place,
                sha256=file.sha256,
                name=file.name,
                size=file.size,
                now=now,
                expires_at=now + self._link_life,
            )
            address = await self._addresses.address(tx, links.FILE, link_id)
            found.append(FileLink(file.name, address))
        return tuple(found)

    async def _upload(self, tx: Transaction, send: sends.Send) -> str:
        """Where to leave the file that a question waits for; empty where none does."""
        if send.rank != sends.REPLY_RANK or not await self._wants_file(tx, send):
            return ""
        now = self._clock.now()
        link_id = await links.make(
            tx,
            links.UPLOAD,
            account_id=send.account_id,
            send_id=send.id,
            place=UPLOAD_PLACE,
            now=now,
            expires_at=now + UPLOAD_LIFE,
        )
        return await self._addresses.address(tx, links.UPLOAD, link_id)

    async def _wants_file(self, tx: Transaction, send: sends.Send) -> bool:
        if not self._channels[send.channel].capabilities.files:
            return False
        rule = self._registry.dialogues.get(await self._question(tx, send))
        return rule is not None and rule.files is not None

    async def _number_asked(self, tx: Transaction, send: sends.Send) -> bool:
        """Then a number alone is the answer, and a choice takes its letter too."""
        if send.rank != sends.REPLY_RANK:
            return False
        return self._registry.takes_numbers(await self._question(tx, send))

    async def _question(self, tx: Transaction, send: sends.Send) -> str:
        """The kind of question that is open for whose account this is; empty for none."""
        account = await accounts.get(tx, send.account_id)
        if account is None or account.person_id is None:
            return ""
        found = await dialogues.find(tx, f"person:{account.person_id}", self._clock.now())
        return found.kind if found is not None else ""
