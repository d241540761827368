"""One meeting from its first line to its cancellation, step by step, with everybody's part."""

from dataclasses import dataclass
from pathlib import Path

from tests.chat import Phone, Shown
from tests.ward import Ward


@dataclass(frozen=True, slots=True)
class Step:
    """What one person does at one moment; `checked` where everybody's buttons are tried after."""

    at: str
    who: str
    how: str
    what: str
    checked: bool = False


def presses(at: str, who: str, *labels: str) -> list[Step]:
    return [Step(at, who, "press", label) for label in labels]


def types(at: str, who: str, *texts: str) -> list[Step]:
    return [Step(at, who, "type", text) for text in texts]


def sends(at: str, who: str, name: str) -> list[Step]:
    return [Step(at, who, "send", name)]


def checked(steps: list[Step]) -> list[Step]:
    """The same steps, with a stop after the last."""
    last = steps[-1]
    return [*steps[:-1], Step(last.at, last.who, last.how, last.what, checked=True)]


PREPARED = checked(
    [
        *types("2026-11-06T09:10", "lan", "họp quý 4 lúc 14h thứ 6 28/11/2026 phòng họp số 1"),
        *presses("2026-11-06T09:11", "lan", "Thứ Sáu 27/11/2026", "Quý IV và tổng kết"),
        *presses("2026-11-06T09:12", "lan", "Chọn hạn khác"),
        *types("2026-11-06T09:13", "lan", "17h thứ Tư 25/11/2026"),
        *presses("2026-11-06T09:14", "lan", "Đính kèm tài liệu"),
        *sends("2026-11-06T09:14", "lan", "Bao-cao-de-xuat.pdf"),
        *presses("2026-11-06T09:14", "lan", "Gửi thành viên", "Đính kèm tài liệu"),
        *sends("2026-11-06T09:15", "lan", "Chuong-trinh-hop.pdf"),
        *presses("2026-11-06T09:15", "lan", "Gửi cả khách mời", "Đính kèm tài liệu"),
        *types("2026-11-06T09:16", "lan", "Phụ lục số liệu 12/PL-VHXH"),
        *presses("2026-11-06T09:16", "lan", "Bỏ tài liệu", "Bỏ tài liệu 3", "Xem phiên họp"),
        *presses("2026-11-06T09:17", "lan", "Chương trình (0)"),
        *types("2026-11-06T09:17", "lan", "1. Kết quả năm 2026\n2. Kinh phí năm 2027"),
        *presses("2026-11-06T09:18", "lan", "Sửa", "Sửa địa điểm"),
        *types("2026-11-06T09:18", "lan", "phòng họp số 2"),
        *presses("2026-11-06T09:19", "lan", "Sửa", "Sửa ngày, giờ"),
        *types("2026-11-06T09:19", "lan", "14h thứ Sáu 27/11/2026"),
        *presses("2026-11-06T09:20", "lan", "Sửa", "Sửa hạn trả lời"),
        *types("2026-11-06T09:20", "lan", "17h thứ Tư 25/11/2026"),
        *presses("2026-11-06T09:21", "lan", "Sửa", "Sửa nội dung khác", "Khách mời (4)"),
        *types("2026-11-06T09:21", "lan", "Cao Thị Mai", "Cao Thị Mai"),
        *presses("2026-11-06T09:22", "lan", "Bỏ dự thảo", "Xem phiên họp"),
    ]
)
APPROVED = checked(
    [
        *presses("2026-11-06T09:30", "lan", "Trình Trưởng ban"),
        *presses("2026-11-06T09:31", "an", "Xem tài liệu (2)", "Đề nghị sửa"),
        *types("2026-11-06T09:32", "an", "Đề nghị thêm nội dung kinh phí"),
        *presses("2026-11-06T09:40", "lan", "Xem phiên họp", "Trình Trưởng ban"),
        *presses("2026-11-06T09:50", "an", "Đồng ý triệu tập", "Thu hồi ý kiến"),
        *presses("2026-11-06T09:51", "an", "Đồng ý triệu tập"),
    ]
)
INVITED = checked(
    [
        *presses("2026-11-06T10:00", "lan", "Xem trước giấy mời", "Tải giấy mời .docx"),
        *presses("2026-11-06T10:01", "lan", "Nhập số giấy mời"),
        *types("2026-11-06T10:01", "lan", "07/GM-BCĐ"),
        *presses("2026-11-06T10:02", "lan", "Hôm nay 06/11/2026", "Hẹn giờ gửi"),
        *types("2026-11-06T10:03", "lan", "8h sáng thứ Hai 9/11/2026"),
        *presses("2026-11-06T10:04", "lan", "Dừng gửi", "Xem trước giấy mời", "Gửi 12 người"),
    ]
)
ANSWERED = checked(
    [
        *presses("2026-11-09T09:00", "huong", "Sẽ dự", "Đổi trả lời", "Giữ nguyên"),
        *presses("2026-11-09T09:01", "huong", "Đổi trả lời", "Rút trả lời", "Sẽ dự"),
        *presses("2026-11-09T09:02", "huong", "Thêm vào lịch", "Tài liệu (2)"),
        *presses("2026-11-09T09:10", "oanh", "Không dự được", "Đổi trả lời"),
        *types("2026-11-09T09:11", "phu", "/lichhop"),
        *presses("2026-11-09T09:12", "phu", "Mở phiên 27/11/2026", "Sẽ dự"),
        *presses("2026-11-09T09:20", "lan", "Xem danh sách", "Xem số điện thoại"),
        *presses("2026-11-09T09:21", "lan", "Ghi nhận qua điện thoại", "Ghi Mai Thị Quyên"),
        *presses("2026-11-09T09:22", "lan", "Ghi dự họp", "Hoàn tác", "Ghi nhận qua điện thoại"),
        *types("2026-11-09T09:23", "lan", "Đinh Thị Loan"),
        *presses("2026-11-09T09:24", "lan", "Ghi dự họp"),
        *presses("2026-11-09T09:30", "loan", "Đổi trả lời"),
    ]
)
REMINDED = checked(
    [
        *types("2026-11-23T07:40", "binh", "/lichhop"),
        *types("2026-11-23T07:40", "lan", "/phienhop"),
    ]
)
MOVED = checked(
    [
        *presses("2026-11-23T08:00", "lan", "Mở phiên 27/11/2026", "Đổi địa điểm"),
        *types("2026-11-23T08:01", "lan", "hội trường lớn"),
        *presses("2026-11-23T08:02", "lan", "Gửi thông báo", "Đổi ngày, giờ họp"),
        *types("2026-11-23T08:03", "lan", "14h thứ Sáu 04/12/2026"),
        *presses("2026-11-23T08:04", "lan", "Trình Trưởng ban"),
        *presses("2026-11-23T08:05", "an", "Chưa đồng ý"),
        *types("2026-11-23T08:06", "an", "Giữ lịch đã mời"),
        *presses("2026-11-23T08:10", "lan", "Đổi ngày, giờ họp"),
        *types("2026-11-23T08:11", "lan", "14h thứ Sáu 04/12/2026"),
        *presses("2026-11-23T08:12", "lan", "Trình Trưởng ban"),
        *presses("2026-11-23T08:13", "an", "Đồng ý đổi giờ họp"),
        *presses("2026-11-23T08:20", "lan", "Nhập số giấy mời"),
        *types("2026-11-23T08:21", "lan", "09/GM-BCĐ ngày 23/11/2026"),
        *presses("2026-11-23T08:22", "lan", "Gửi 12 người"),
        *presses("2026-11-23T08:30", "huong", "Sẽ dự"),
        *presses("2026-11-23T08:31", "oanh", "Sẽ dự"),
    ]
)
CANCELLED = checked(
    [
        *types("2026-12-03T14:05", "lan", "/phienhop"),
        *presses("2026-12-03T14:06", "lan", "Mở phiên 04/12/2026", "Hủy phiên họp"),
        *types("2026-12-03T14:07", "lan", "Trùng cuộc họp của thành phố"),
        *presses("2026-12-03T14:08", "lan", "Trình Trưởng ban"),
        *presses("2026-12-03T14:10", "an", "Đồng ý hủy phiên họp"),
    ]
)
BESIDES = checked(
    [
        *types("2026-12-03T15:00", "huong", "/dulieucuatoi", "/huylienket", "/trogiup"),
        *types("2026-12-03T15:01", "lan", "/moi", "Mai Thị Quyên"),
        *types("2026-12-03T15:02", "lan", "họp đột xuất 14h 10/12/2026 phòng họp số 1"),
    ]
)
STEPS = [
    *PREPARED,
    *APPROVED,
    *INVITED,
    *ANSWERED,
    *REMINDED,
    *MOVED,
    *CANCELLED,
    *BESIDES,
]


async def take(step: Step, ward: Ward, folder: Path) -> list[Shown]:
    """Do one step; what came back."""
    await ward.house.until(step.at)
    phone: Phone = ward.phone(step.who)
    if step.how == "press":
        return await phone.press(step.what)
    if step.how == "type":
        return await phone.types(step.what)
    path = folder / step.what
    path.write_bytes(b"%PDF-1.4\n% " + step.what.encode())
    return await phone.sends(path)
