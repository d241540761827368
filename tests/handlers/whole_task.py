"""Tasks from their first word to the last report, step by step, with everybody's part."""

from tests.handlers.whole_meeting import Step, checked, presses, sends, types

WORD = "Chỉ đạo của Trưởng ban tại buổi làm việc"
FIELDWORK = "kiểm tra cơ sở"


def entered(at: str, *texts: str) -> list[Step]:
    """Another task of the source that is open."""
    return [*presses(at, "lan", "Nhập nhiệm vụ tiếp"), *types(at, "lan", *texts)]


ENTERED = checked(
    [
        *types("2026-11-30T09:00", "lan", "/giaoviec", "Thông báo kết luận phiên họp"),
        *presses("2026-11-30T09:01", "lan", "Nhập số sau khi ký"),
        *types("2026-11-30T09:02", "lan", "Vũ Minh Hải", "3. tham mưu kinh phí"),
        *types("2026-11-30T09:03", "lan", "thứ Sáu 12/12/2026"),
        *presses("2026-11-30T09:04", "lan", "Nhập lại"),
        *types("2026-11-30T09:05", "lan", "thứ Sáu 12/12/2026"),
        *presses("2026-11-30T09:06", "lan", "Thứ Sáu 11/12/2026", "Thêm người phối hợp"),
        *types("2026-11-30T09:07", "lan", "đồng chí Cường, khoản 4 Điều 6"),
        *presses("2026-11-30T09:08", "lan", "Sửa", "Sửa hạn"),
        *types("2026-11-30T09:09", "lan", "11/12/2026"),
        *presses("2026-11-30T09:10", "lan", "Sửa", "Sửa căn cứ"),
        *types("2026-11-30T09:11", "lan", "thêm khoản 7 Điều 7"),
        *presses("2026-11-30T09:12", "lan", "Sửa", "Sửa nội dung"),
        *types("2026-11-30T09:13", "lan", "3. tham mưu kinh phí năm 2027"),
        *entered("2026-11-30T09:14", "Ngô Đăng Khoa", "lập hồ sơ sức khỏe", "11/12/2026"),
        *entered("2026-11-30T09:15", "Đinh Thị Loan", "rà soát thủ tục", "15/12/2026"),
        *entered("2026-11-30T09:16", "Hoàng Thị Giang", "nâng tỷ lệ hồ sơ", "18/12/2026"),
        *entered("2026-11-30T09:17", "Phạm Văn Dũng", "nhập nhầm", "18/12/2026"),
        *presses("2026-11-30T09:18", "lan", "Sửa", "Bỏ nhiệm vụ"),
        *types("2026-11-30T09:19", "lan", "/giaoviec"),
    ]
)
SENT = checked(
    [
        *presses("2026-11-30T09:30", "lan", "Xem trước để gửi", "Nhập số văn bản"),
        *types("2026-11-30T09:31", "lan", "06/TB-BCĐ"),
        *presses("2026-11-30T09:32", "lan", "Hôm nay 30/11/2026", "Đổi người xác nhận"),
        *presses("2026-11-30T09:33", "lan", "Chọn Lê Thị Bình", "Xem tin 2", "Sửa nhiệm vụ 4"),
        *presses("2026-11-30T09:34", "lan", "Xem trước để gửi", "Gửi 04 nhiệm vụ", "Dừng gửi"),
        *presses("2026-11-30T09:35", "lan", "Xem trước để gửi", "Gửi 04 nhiệm vụ"),
        *presses("2026-11-30T10:00", "hai", "Đã nhận", "Đề nghị điều chỉnh"),
        *types("2026-11-30T10:01", "hai", "xin giao kèm Phòng Văn hóa"),
        *presses("2026-11-30T10:02", "binh", "Cho ý kiến"),
        *types("2026-11-30T10:03", "binh", "giữ như Thông báo"),
        *presses("2026-11-30T10:04", "lan", "Mở nhiệm vụ 3"),
        *presses("2026-11-30T17:01", "lan", "Xem danh sách", "Nhắc 03 người"),
        *presses("2026-11-30T17:02", "khoa", "Đã nhận"),
        *presses("2026-11-30T17:03", "giang", "Đã nhận"),
        *presses("2026-11-30T17:04", "loan", "Đã nhận", "Cập nhật", "Đúng tiến độ"),
    ]
)
SPOKEN = checked(
    [
        *types("2026-12-02T09:00", "lan", "/giaoviec", WORD),
        *presses("2026-12-02T09:01", "lan", "Không phải văn bản"),
        *types("2026-12-02T09:02", "lan", "Phạm Văn Dũng", FIELDWORK, "18/12/2026"),
        *types("2026-12-02T09:03", "lan", "/giaoviec"),
        *presses("2026-12-02T09:03", "lan", "Nhập văn bản khác"),
        *types("2026-12-02T09:04", "lan", "/huy", "/giaoviec"),
        *entered("2026-12-02T09:05", "Phạm Văn Dũng", f"{FIELDWORK} lần 2", "18/12/2026"),
        *entered("2026-12-02T09:06", "Phạm Văn Dũng", f"{FIELDWORK} lần 3", "18/12/2026"),
        *entered("2026-12-02T09:07", "Phạm Văn Dũng", f"{FIELDWORK} lần 4", "18/12/2026"),
        *entered("2026-12-02T09:08", "Phạm Văn Dũng", f"{FIELDWORK} lần 5", "18/12/2026"),
        *presses("2026-12-02T09:09", "lan", "Xem trước để gửi", "Gửi 05 nhiệm vụ"),
        *presses("2026-12-02T10:00", "dung", "Đã nhận"),
        *types("2026-12-02T10:01", "dung", "/viec"),
        *presses("2026-12-02T10:02", "dung", "Xem tiếp", "Mở việc 4", "Đã nhận"),
        *types("2026-12-02T10:03", "dung", "/viec"),
        *presses("2026-12-02T10:04", "dung", "Mở việc 2", "Đã nhận"),
        *types("2026-12-02T17:01", "lan", "/theodoi"),
        *presses("2026-12-02T17:02", "lan", "Xem tiếp", "Nhắc đồng chí Dũng", "Xem danh sách"),
    ]
)
DIFFICULT = checked(
    [
        *presses("2026-12-07T08:10", "hai", "Có khó khăn"),
        *types("2026-12-07T08:11", "hai", "thiếu dự toán chi tiết"),
        *presses("2026-12-07T08:12", "an", "Giao đồng chí Cường"),
        *presses("2026-12-07T08:13", "cuong", "Cho ý kiến"),
        *types("2026-12-07T08:14", "cuong", "dùng nguồn dự phòng"),
        *presses("2026-12-07T08:15", "hai", "Cập nhật", "Đã hoàn thành"),
        *sends("2026-12-07T08:16", "hai", "To-trinh.pdf"),
        *presses("2026-12-07T08:17", "binh", "Xem tệp", "Yêu cầu bổ sung"),
        *types("2026-12-07T08:18", "binh", "thiếu phụ lục biểu mẫu"),
        *presses("2026-12-07T08:19", "hai", "Đã hoàn thành"),
        *types("2026-12-07T08:20", "hai", "Báo cáo 15/BC-KT"),
        *presses("2026-12-07T08:21", "binh", "Xác nhận"),
    ]
)
EXTENDED = checked(
    [
        *types("2026-12-08T09:00", "giang", "/viec"),
        *presses("2026-12-08T09:01", "giang", "Mở việc 1", "Đề nghị gia hạn"),
        *types("2026-12-08T09:02", "giang", "22/12/2026", "máy quét đang sửa"),
        *presses("2026-12-08T09:03", "giang", "Gửi đề nghị"),
        *presses("2026-12-08T09:04", "binh", "Không đồng ý"),
        *types("2026-12-08T09:05", "binh", "cần xong trước hội nghị"),
        *presses("2026-12-08T09:06", "giang", "Đề nghị gia hạn"),
        *types("2026-12-08T09:07", "giang", "23/12/2026", "máy quét chưa về"),
        *presses("2026-12-08T09:08", "giang", "Gửi đề nghị"),
        *presses("2026-12-08T09:09", "binh", "Chọn hạn khác"),
        *types("2026-12-08T09:10", "binh", "21/12/2026"),
        *types("2026-12-08T09:11", "loan", "/viec"),
        *presses("2026-12-08T09:12", "loan", "Mở việc 1", "Đề nghị gia hạn"),
        *types("2026-12-08T09:13", "loan", "22/12/2026", "chờ thẩm định"),
        *presses("2026-12-08T09:14", "loan", "Gửi đề nghị"),
    ]
)
OVERDUE = checked(
    [
        *presses("2026-12-08T10:00", "binh", "Đồng ý"),
        *presses("2026-12-16T08:10", "cuong", "Cho ý kiến"),
        *types("2026-12-16T08:11", "cuong", "họp bàn chiều nay"),
        *presses("2026-12-16T08:12", "cuong", "Xem lịch sử nhắc"),
        *types("2026-12-16T08:13", "lan", "/theodoi"),
        *presses("2026-12-16T08:14", "lan", "Mở việc 1", "Giao người khác"),
        *types("2026-12-16T08:15", "lan", "Đỗ Thu Hương", "Trạm Y tế thiếu người"),
        *presses("2026-12-16T08:16", "lan", "Giao nhiệm vụ"),
        *presses("2026-12-16T08:17", "huong", "Đã nhận"),
        *types("2026-12-16T08:18", "lan", "/theodoi"),
        *presses("2026-12-16T08:19", "lan", "Mở việc 2", "Hủy nhiệm vụ"),
        *types("2026-12-16T08:20", "lan", "không còn cần nữa"),
        *presses("2026-12-16T08:21", "lan", "Hủy nhiệm vụ"),
    ]
)
STEPS = [*ENTERED, *SENT, *SPOKEN, *DIFFICULT, *EXTENDED, *OVERDUE]
