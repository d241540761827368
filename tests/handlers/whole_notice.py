"""Notices from their first words to their withdrawal, step by step, with everybody's part."""

from tests.handlers.whole_meeting import checked, presses, sends, types

TEXT = "Kết luận phiên họp 27/11/2026; đề nghị các đồng chí thực hiện nhiệm vụ được giao."
STORM = "Mưa lớn trong đêm, đề nghị kiểm tra hệ thống điện."

PREPARED = checked(
    [
        *types("2026-11-30T09:00", "lan", "/thongbao"),
        *presses("2026-11-30T09:01", "lan", "Xem thông báo gần đây"),
        *types("2026-11-30T09:02", "lan", TEXT),
        *presses("2026-11-30T09:03", "lan", "Nhập số sau", "Chọn cách khác"),
        *presses("2026-11-30T09:04", "lan", "Chọn theo phiên họp", "Chọn người nhận"),
        *presses("2026-11-30T09:05", "lan", "Chọn cách khác", "Chọn khách mời"),
        *presses("2026-11-30T09:06", "lan", "Chọn người nhận", "Chọn cả Ban Chỉ đạo"),
        *types("2026-11-30T09:07", "lan", "trừ Bình"),
        *presses("2026-11-30T09:08", "lan", "Xem trước thông báo", "Nhập số văn bản"),
        *types("2026-11-30T09:09", "lan", "06/TB-BCĐ"),
        *presses("2026-11-30T09:10", "lan", "Chọn hôm nay 30/11/2026", "Đính kèm tệp"),
        *sends("2026-11-30T09:11", "lan", "Thong-bao-06.pdf"),
        *presses("2026-11-30T09:12", "lan", "Gửi tệp qua Trợ lý", "Đính kèm tệp"),
        *sends("2026-11-30T09:13", "lan", "Phu-luc.pdf"),
        *presses("2026-11-30T09:14", "lan", "Chỉ nêu tên, số", "Bỏ tệp", "Bỏ tệp 2"),
        *presses("2026-11-30T09:15", "lan", "Đính kèm tệp"),
        *sends("2026-11-30T09:16", "lan", "Nham.pdf"),
        *presses("2026-11-30T09:17", "lan", "Không lưu tệp này", "Xem trước thông báo"),
        *presses("2026-11-30T09:18", "lan", "Sửa thông báo", "Sửa việc khác"),
        *presses("2026-11-30T09:19", "lan", "Xem trước thông báo", "Xem tệp (1)"),
    ]
)
SENT = checked(
    [
        *presses("2026-11-30T09:20", "lan", "Xem trước thông báo", "Hẹn giờ gửi"),
        *types("2026-11-30T09:21", "lan", "16h hôm nay"),
        *presses("2026-11-30T09:22", "lan", "Dừng gửi", "Xem trước thông báo", "Gửi 08 người"),
        *presses("2026-11-30T10:00", "dung", "Đọc tệp (1)", "Đã nhận"),
        *presses("2026-11-30T10:01", "an", "Đã nhận"),
        *presses("2026-11-30T17:01", "lan", "Xem danh sách", "Ghi nhận qua điện thoại"),
        *types("2026-11-30T17:02", "lan", "Loan"),
        *presses("2026-11-30T17:03", "lan", "Hoàn tác", "Nhắc người chưa nhận", "Nhắc 06 người"),
        *presses("2026-11-30T17:04", "hai", "Xem thông báo", "Đã nhận"),
    ]
)
CORRECTED = checked(
    [
        *types("2026-12-02T09:00", "lan", "/thongbao"),
        *presses("2026-12-02T09:01", "lan", "Xem thông báo gần đây", "Mở thông báo 1"),
        *presses("2026-12-02T09:02", "lan", "Đính chính thông báo"),
        *types("2026-12-02T09:03", "lan", "Hạn Nhiệm vụ 3 là 12/12/2026."),
        *presses("2026-12-02T09:04", "lan", "Không kèm văn bản", "Gửi 08 người"),
        *presses("2026-12-02T09:06", "khoa", "Đã nhận"),
        *presses("2026-12-02T09:07", "lan", "Mở thông báo 1", "Thu hồi thông báo"),
        *presses("2026-12-02T09:08", "lan", "Đồng ý thu hồi"),
    ]
)
URGENT = checked(
    [
        *types("2026-12-05T20:50", "lan", f"/thongbao {STORM}"),
        *presses("2026-12-05T20:51", "lan", "Không kèm văn bản", "Chọn Ủy viên"),
        *presses("2026-12-05T20:52", "lan", "Xem trước thông báo", "Sửa thông báo"),
        *presses("2026-12-05T20:53", "lan", "Sửa việc khác", "Gửi khẩn"),
        *types("2026-12-05T20:54", "lan", "mưa bão"),
        *presses("2026-12-05T20:55", "lan", "Sửa thông báo", "Sửa việc khác"),
        *presses("2026-12-05T20:55", "lan", "Xem trước thông báo", "Trình gửi khẩn"),
        *types("2026-12-05T20:56", "an", "/khan"),
        *presses("2026-12-05T20:57", "an", "Chưa đồng ý"),
        *types("2026-12-05T20:58", "lan", "/thongbao"),
        *presses("2026-12-05T20:58", "lan", "Xem thông báo gần đây", "Mở thông báo 1"),
        *presses("2026-12-05T20:58", "lan", "Trình gửi khẩn"),
        *types("2026-12-05T20:59", "an", "/khan"),
        *presses("2026-12-05T21:00", "an", "Gửi ngay ngoài giờ"),
        *presses("2026-12-05T21:02", "khoa", "Đã nhận"),
        *types("2026-12-05T21:10", "binh", "/khan", "Cắt điện lúc 22 giờ 00."),
        *types("2026-12-05T21:11", "binh", "an toàn lưới điện", "Khoa, Loan"),
        *presses("2026-12-05T21:12", "binh", "Xem trước thông báo"),
    ]
)
DROPPED = checked(
    [
        *types("2026-12-07T17:05", "lan", "/thongbao Nội dung nhầm"),
        *presses("2026-12-07T17:06", "lan", "Không kèm văn bản", "Chọn Tổ Công tác"),
        *presses("2026-12-07T17:07", "lan", "Xem trước thông báo", "Sửa thông báo"),
        *presses("2026-12-07T17:08", "lan", "Sửa việc khác", "Bỏ dự thảo", "Đồng ý bỏ"),
    ]
)
RETURNING = [
    *types("2026-12-08T08:00", "lan", "/nhom"),
    *presses("2026-12-08T08:00", "lan", "Lập nhóm"),
    *types("2026-12-08T08:00", "lan", "Dữ liệu", "Khoa, Loan"),
    *types("2026-12-08T08:01", "lan", "/thongbao Nộp báo cáo tuần"),
    *presses("2026-12-08T08:02", "lan", "Không kèm văn bản", "Chọn cách khác", "Chọn cách khác"),
    *presses("2026-12-08T08:03", "lan", "Chọn theo đơn vị", "Chọn người nhận", "Chọn theo nhóm"),
    *presses("2026-12-08T08:04", "lan", "Chọn Dữ liệu", "Xem trước thông báo", "Hẹn giờ gửi"),
    *presses("2026-12-08T08:05", "lan", "Lặp lại"),
    *types("2026-12-08T08:06", "lan", "thứ Sáu 8h", "31/01/2027"),
    *presses("2026-12-08T08:07", "lan", "Dời về ngày liền trước", "Đồng ý lặp lại"),
    *types("2026-12-11T08:10", "lan", "/thongbao"),
    *presses("2026-12-11T08:11", "lan", "Xem thông báo gần đây", "Xem lịch lặp lại"),
    *checked(presses("2026-12-11T08:12", "lan", "Mở thông báo 1", "Dừng lặp lại")),
]
STEPS = [*PREPARED, *SENT, *CORRECTED, *URGENT, *DROPPED, *RETURNING]
