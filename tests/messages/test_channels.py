"""Every message in every chat: within its limits, and every choice within reach."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import pytest

from bot.channels import web_body
from bot.channels.base import Capabilities
from bot.channels.fitting import Aids, FileLink, as_text, pieces
from bot.channels.splitting import plain
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_keyboard import keyboard
from bot.channels.web import WebChannel
from bot.channels.zalo import ZaloChannel
from bot.menus import menu_key
from bot.settings import Settings
from handlers.conversation import Action, Outgoing, StoredFile
from messages.render import label
from tests.messages.test_labels import FACTS, LABELS, blanks
from tests.messages.test_templates import CASES, CHAT, said

MOST_ACTIONS = 4
TOKEN = "7000000001:AAF-this-is-a-token-of-the-tests-0000000"
FILES = (
    StoredFile("0" * 64, "Bao-cao-de-xuat.pdf", "application/pdf", 120_000),
    StoredFile("1" * 64, "lich-hop.ics", "text/calendar", 800, paper=False),
)
ADDRESS = "https://tro-ly.tranlieu.example.vn/tep/123456-0123456789abcdef0123456789abcdef"
AIDS = Aids(
    letter="B",
    links=tuple(FileLink(file.name, ADDRESS) for file in FILES),
    upload=ADDRESS.replace("/tep/", "/gui-tep/"),
)


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as its capabilities have it; the name is its channel's."""

    name: str
    capabilities: Capabilities


def chats() -> Mapping[str, Chat]:
    settings = Settings.model_validate({"telegram_token": TOKEN, "zalo_tokens": "1:zalo-token"})
    telegram = TelegramChannel(settings, lambda file: settings.data)
    known = {
        "telegram": telegram.capabilities,
        "zalo": ZaloChannel(settings).capabilities,
        "zalo with documents": ZaloChannel(
            settings.model_copy(update={"zalo_documents": True})
        ).capabilities,
        web_body.CHANNEL: WebChannel.capabilities,
    }
    return {title: Chat(title.partition(" ")[0], found) for title, found in known.items()}


CHATS = chats()
LABELLED = [
    Action(f"{key}:{place}", label(key, **facts))
    for key in LABELS
    if key in FACTS or not blanks(key)
    for place, facts in enumerate(FACTS.get(key, ({},)))
]
"""Every button there is, with every filling of its blanks."""


def shown(chat: Chat, outgoing: Outgoing, aids: Aids = AIDS) -> list[str]:
    """The texts that are handed over, in turn."""
    fitted = as_text(outgoing, chat.capabilities, aids) if needs_aid(chat) else outgoing
    parts = pieces(fitted, chat.capabilities, chat.name, "Văn phòng UBND phường")
    return [part.text for part in parts if part.file is None]


def needs_aid(chat: Chat) -> bool:
    return not (chat.capabilities.buttons and chat.capabilities.attachments)


@pytest.mark.parametrize("name", CHAT)
def test_it_fits_everywhere(name: str) -> None:
    """Each case with four of the longest buttons, two files and a page to leave one on."""
    longest = sorted(LABELLED, key=lambda action: -len(action.label))[:MOST_ACTIONS]
    for here, facts in product(CHATS.values(), CASES[name].values()):
        texts = shown(here, Outgoing(said(name, facts), tuple(longest), FILES))
        assert texts
        for text in texts:
            read = plain(text) if here.capabilities.markup else text
            assert 0 < here.capabilities.size(read) <= here.capabilities.text_limit
            assert here.capabilities.markup or not re.search(r"</?[bi]>|&(?:amp|lt|gt|#\d+);", text)


@pytest.mark.parametrize("chat", CHATS)
def test_nothing_that_is_said_gets_lost(chat: str) -> None:
    for name in CHAT:
        for facts in CASES[name].values():
            said_here = said(name, facts)
            texts = " ".join(shown(CHATS[chat], Outgoing(said_here), Aids()))
            assert plain(said_here).split() == plain(texts).split()


@pytest.mark.parametrize("action", LABELLED, ids=lambda action: f"{action.id} {action.label}")
def test_every_choice_is_within_reach(action: Action) -> None:
    """As a button, or as the line of a number; its label is told from a number and a command."""
    other = Action("other:verb", "Việc khác")
    outgoing = Outgoing("Nội dung.", (other, action))
    assert keyboard(outgoing.actions) is not None
    [text] = shown(CHATS["zalo"], outgoing, Aids())
    assert text.endswith(f"1. Việc khác\n2. {action.label}")
    [lettered] = shown(CHATS["zalo"], outgoing, Aids(letter="B"))
    assert f"B2. {action.label}\n" in lettered
    typed = menu_key(action.label)
    assert typed
    assert not re.fullmatch(r"[a-e]? ?[0-9]{1,2} ?[.)]?", typed)
    assert not typed.startswith("/")


def test_files_become_links_and_papers_stay_where_they_may_not_go() -> None:
    outgoing = Outgoing("Tài liệu.", files=FILES)
    own = Aids(links=AIDS.links[1:])
    [text] = shown(CHATS["zalo"], outgoing, own)
    assert f"Tải tệp lich-hop.ics: {ADDRESS}" in text
    assert "01 tài liệu kèm theo không gửi qua Zalo" in text
    [text] = shown(CHATS["zalo with documents"], outgoing, Aids(links=AIDS.links))
    assert text.count(ADDRESS) == len(FILES)
    assert "không gửi qua" not in text


def test_a_text_beyond_every_limit_is_split_and_the_choices_stand_at_its_end() -> None:
    long = Outgoing(" ".join(f"Câu thứ {n} nói một điều." for n in range(300)), (LABELLED[0],))
    for chat in (CHATS["telegram"], CHATS["zalo"]):
        texts = shown(chat, long, Aids())
        assert len(texts) > 1
        if not chat.capabilities.buttons:
            assert texts[-1].endswith(f"1. {LABELLED[0].label}")
