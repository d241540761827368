"""Tasks brought to each of their states, for tests of what happens around them.

It begins on Monday 09/11/2026 at 08:00; one task is Hải's, due on 20/11, the other one Khoa's.
"""

from pathlib import Path

from tests.bot.played import act, later
from tests.ward import Ward

SOURCE = "Thông báo 06/TB-BCĐ ngày 09/11/2026"


async def opened(w: Ward, source: str = SOURCE) -> None:
    """The document is known, and the first task's person is asked for."""
    await w.phone("lan").types("/giaoviec")
    await w.phone("lan").types(source)


async def one(w: Ward, name: str, title: str, deadline: str) -> None:
    """Answer the three questions about one task."""
    for text in (name, title, deadline):
        await w.phone("lan").types(text)


async def drafted(w: Ward, source: str = SOURCE) -> None:
    await opened(w, source)
    await one(w, "Vũ Minh Hải", "tham mưu kinh phí", "20/11/2026")
    await act(w.phone("lan"), "task:next")
    await one(w, "Ngô Đăng Khoa", "lập hồ sơ sức khỏe", "20/11/2026")


async def previewed(w: Ward) -> None:
    await drafted(w)
    await act(w.phone("lan"), "task:preview")


async def sent(w: Ward) -> None:
    """Both tasks are out, two minutes later than it was."""
    await previewed(w)
    await act(w.phone("lan"), "task:send")
    await later(w.house, 2)


async def reported(w: Ward) -> None:
    """Hải has reported his task done; An, who assigned it, is asked."""
    await sent(w)
    await report(w, "hai")


async def report(w: Ward, address: str, number: str = "Báo cáo 15/BC-KT") -> None:
    phone = w.phone(address)
    await act(phone, "task:receive")
    await act(phone, "task:update")
    await act(phone, "task:done")
    await phone.types(number)


async def extension_asked(w: Ward) -> None:
    await sent(w)
    await ask_extension(w, "hai")


async def ask_extension(w: Ward, address: str, day: str = "27/11/2026") -> None:
    phone = w.phone(address)
    await phone.types("/viec")
    await act(phone, "task:openplace")
    await act(phone, "task:extend")
    await phone.types(day)
    await phone.types("chờ hướng dẫn")
    await act(phone, "task:askextension")


async def difficult(w: Ward) -> None:
    """Hải has said what is difficult; An is told by 7.1."""
    await sent(w)
    hai = w.phone("hai")
    await act(hai, "task:receive")
    await act(hai, "task:update")
    await act(hai, "task:hard")
    await hai.types("thiếu dự toán")


def proof(folder: Path, name: str = "Minh-chung.pdf") -> Path:
    path = folder / name
    path.write_bytes(b"%PDF-1.4\n% " + name.encode())
    return path
