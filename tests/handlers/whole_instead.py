"""One request to stand in with all its turns, step by step, and the opinions around it."""

from tests.handlers.whole_meeting import checked, presses, sends, types

PART = "Nhất trí báo cáo, đề nghị nêu rõ nguồn vốn."

NAMED = checked(
    [
        *presses("2026-11-18T14:10", "hai", "Cử người dự thay"),
        *types("2026-11-18T14:10", "hai", "Tôn Thất Không Có"),
        *presses("2026-11-18T14:11", "hai", "Cử Cao Thị Mai", "Chọn người khác"),
        *presses("2026-11-18T14:12", "hai", "Cử Bùi Thu Lan", "Chọn người khác"),
        *presses("2026-11-18T14:13", "hai", "Cử Cao Thị Mai", "Lưu nháp", "Cử người dự thay"),
    ]
)
WRITTEN = checked(
    [
        *presses("2026-11-18T14:14", "hai", "Soạn tại đây", "Không có ý kiến mục 1"),
        *presses("2026-11-18T14:15", "hai", "Quay lại mục 1", "Viết chung một ý kiến"),
        *types("2026-11-18T14:16", "hai", "Nhất trí."),
        *presses("2026-11-18T14:17", "hai", "Soạn lại"),
        *types("2026-11-18T14:18", "hai", PART, "không có ý kiến", "Nhất trí."),
        *presses("2026-11-18T14:25", "hai", "Gửi nội dung này"),
        *presses("2026-11-18T14:26", "hai", "Thu hồi", "Giữ nguyên"),
        *types("2026-11-18T14:30", "lan", "/ykien"),
        *presses("2026-11-18T14:31", "lan", "Ghi nhận bản giấy", "Ghi Vũ Minh Hải"),
        *types("2026-11-18T14:32", "lan", "/huy"),
        *presses("2026-11-18T14:40", "mai", "Không nhận được"),
        *presses("2026-11-18T14:41", "hai", "Cử người dự thay", "Cử Cao Thị Mai"),
        *presses("2026-11-18T14:42", "hai", "Lưu nháp", "Cử người dự thay", "Gửi đề nghị"),
        *presses("2026-11-18T14:43", "mai", "Nhận dự thay"),
    ]
)
DECIDED = checked(
    [
        *presses("2026-11-18T15:00", "an", "Đọc ý kiến", "Không đồng ý"),
        *types("2026-11-18T15:01", "an", "Đề nghị đồng chí thu xếp dự"),
        *presses("2026-11-18T15:02", "hai", "Cử người dự thay", "Cử Cao Thị Mai", "Gửi đề nghị"),
        *presses("2026-11-18T15:03", "mai", "Nhận dự thay"),
        *presses("2026-11-18T16:05", "an", "Đồng ý", "Đọc ý kiến"),
        *presses("2026-11-18T16:06", "lan", "Đọc ý kiến"),
        *types("2026-11-18T16:10", "hai", "/ykien"),
        *presses("2026-11-18T16:11", "hai", "Gửi ý kiến 27/11/2026", "Đọc ý kiến", "Gửi tệp"),
        *sends("2026-11-18T16:12", "hai", "Y-kien-bo-sung.pdf"),
        *presses("2026-11-18T16:20", "mai", "Không dự thay được"),
    ]
)
UNLINKED = checked(
    [
        *presses("2026-11-19T08:00", "hai", "Cử người dự thay"),
        *types("2026-11-19T08:01", "hai", "Trần Văn Tám, Phó phòng, 0912345678"),
        *presses("2026-11-19T08:02", "hai", "Gửi đề nghị", "Lấy mã chuyển tiếp"),
        *presses("2026-11-19T08:03", "hai", "Thu hồi", "Thu hồi dự thay"),
    ]
)
PAPERS = checked(
    [
        *presses("2026-11-19T09:00", "khoa", "Cử người dự thay", "Cử Cao Thị Mai"),
        *types("2026-11-19T09:01", "lan", "/ykien"),
        *presses("2026-11-19T09:02", "lan", "Đọc Vũ Minh Hải", "Ghi nhận bản giấy"),
        *types("2026-11-19T09:03", "lan", "Ngô Đăng Khoa", "02 trang, ký ngày 18/11/2026"),
        *presses("2026-11-19T09:04", "lan", "Đọc ý kiến"),
        *presses("2026-11-19T09:05", "khoa", "Đọc ý kiến", "Gửi đề nghị"),
        *presses("2026-11-19T09:06", "mai", "Nhận dự thay", "Không dự thay được"),
    ]
)
STEPS = [*NAMED, *WRITTEN, *DECIDED, *UNLINKED, *PAPERS]
