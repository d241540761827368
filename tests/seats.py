"""A small committee under any of the encoded regulations: one holder for each role that it has."""

from collections.abc import Mapping

from committee.people import Honorific, Role
from regulations.load import load
from tests.chat import House
from tests.ward import Cast, Ward, seated

SECRETARIAT = "desk"
"""Who runs the assistant: somebody of the working group."""

_HOLDERS: Mapping[str, Cast] = {
    "head": Cast("Nguyễn Văn Đức", "Chủ tịch UBND", Role.HEAD),
    "standing": Cast("Lê Thị Minh", "Phó Chủ tịch UBND", Role.STANDING_DEPUTY),
    "deputy": Cast("Trần Quốc Bảo", "Phó Chủ tịch UBND", Role.DEPUTY),
    "commissioner": Cast("Vũ Hồng Sơn", "phụ trách kinh tế", Role.COMMISSIONER),
    "second": Cast("Ngô Thanh Tùng", "phụ trách y tế", Role.COMMISSIONER),
    "secretary": Cast("Phan Thị Yến", "phụ trách văn hóa", Role.SECRETARY),
    "lead": Cast("Đỗ Kim Oanh", "phụ trách công nghệ", Role.WORKING_GROUP_LEAD),
    SECRETARIAT: Cast("Bùi Thu Lan", "Chuyên viên", Role.WORKING_GROUP_MEMBER, runs_assistant=True),
    "agency": Cast("Hồ Ngọc Hà", "phụ trách thông tin", Role.STANDING_AGENCY),
}


def cast_of(slug: str) -> dict[str, Cast]:
    """Who sits there by the address of their phones, a guest, and somebody to stand in."""
    titles = load(slug).titles
    seats = {address: each for address, each in _HOLDERS.items() if each.role in titles}
    return {
        **seats,
        "guest": Cast("Mai Thị Quyên", "Khu phố 5", honorific=Honorific.MS),
        "mai": Cast("Cao Thị Mai", "phụ trách hạ tầng", invited=False),
    }


def title_of(slug: str, address: str) -> str:
    """What the regulation calls the holder of this phone."""
    role = cast_of(slug)[address].role
    return load(slug).titles[role] if role else ""


async def committee_under(house: House, slug: str) -> Ward:
    """Make it in this house, everybody linked."""
    place = load(slug).place
    return await seated(house, f"Ban Chỉ đạo chuyển đổi số {place}", slug, cast_of(slug))
