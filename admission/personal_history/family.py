"""Item 21 of form 2-KNĐ: four pages of relatives, with the same blanks for each of them."""

from admission.relatives import RELATIONS

from .fields import Field, Kind, Section

ALIVE, DECEASED = "alive", "deceased"


def _relatives(*codes):
    """The blanks of one relative, who is one of these."""
    choices = tuple((code, label) for code, label in RELATIONS if code in codes)
    return (
        Field("relation", "Quan hệ", "Là gì của người xin vào Đảng.", "", Kind.CHOICE, choices=choices),
        Field("called", "Cụ thể", "Ông nội hay ông ngoại, anh hay em, con thứ mấy.", "Ông nội", required=False),
        Field("name", "Họ và tên", "Đủ họ, chữ đệm và tên, có dấu; không viết tắt.", "Nguyễn Văn Hòa", Kind.NAME),
        Field("born", "Năm sinh", "Năm, hoặc cả ngày tháng nếu biết.", "1962", Kind.YEAR),
        Field("life", "Còn sống hay đã mất", "Hiện còn sống hay đã mất.", "", Kind.CHOICE,
              choices=((ALIVE, "Còn sống"), (DECEASED, "Đã mất"))),
        Field("died", "Năm mất", "Chỉ ghi khi đã mất; không nhớ thì bỏ trống.", "2015", Kind.YEAR, required=False),
        Field("hometown", "Quê quán", "Xã (phường), tỉnh; địa danh đã đổi thì ghi tên cũ trong ngoặc.",
              "Xã Xuân Bắc, tỉnh Đồng Nai (xã Bảo Hòa, huyện Xuân Lộc)", Kind.PLACE),
        Field("residence", "Nơi cư trú", "Chỗ ở hiện nay: xã (phường), tỉnh. Đã mất thì ghi nơi ở cuối cùng.",
              "Ấp 2, xã Xuân Bắc, tỉnh Đồng Nai", Kind.PLACE),
        Field("occupation", "Nghề nghiệp", "Việc đang làm; trước đây làm gì, ở đâu.",
              "Làm ruộng; trước năm 2010 là công nhân Nông trường Xuân Lộc"),
        Field("party_member", "Là đảng viên", "Đang là đảng viên Đảng Cộng sản Việt Nam.", "", Kind.TICK,
              required=False),
        Field("abroad", "Đang ở nước ngoài", "Định cư, lao động hoặc học tập ở nước ngoài.", "", Kind.TICK,
              required=False),
        Field("history", "Lịch sử chính trị và hiện nay",
              "Trước năm 1975 làm gì; từng tham gia tổ chức nào; hiện chấp hành chủ trương của Đảng, pháp luật của "
              "Nhà nước ra sao.",
              "Không tham gia chế độ cũ; gia đình chấp hành tốt chủ trương, pháp luật.", Kind.TEXT),
    )  # fmt: skip


PARENTS = Section(
    "cha-me", "21", "Gia đình: ông bà, cha mẹ",
    "Ông bà nội, ông bà ngoại, cha đẻ, mẹ đẻ; người nuôi dưỡng nếu không ở với cha mẹ. Khai cả người đã mất.",
    row_name="Người thân",
    warning="Phải có cả cha đẻ và mẹ đẻ. Họ tên ghi đủ, không viết tắt.",
    fields=(
        Field("absent_parent", "Không khai được cha hoặc mẹ",
              "Chỉ ghi khi không xác định được cha hoặc mẹ. Nêu ngắn gọn lý do.",
              "Được mẹ nuôi từ nhỏ, không xác định được cha", required=False),
    ),
    row_fields=_relatives("grandparent", "father", "mother", "fosterer"),
)  # fmt: skip
SPOUSE = Section(
    "vo-chong-con", "21", "Gia đình: vợ (chồng), các con",
    "Vợ hoặc chồng, kể cả đã ly hôn; các con đẻ và con nuôi.",
    row_name="Người thân", none_label="Chưa lập gia đình, chưa có con",
    row_fields=_relatives("spouse", "child"),
)  # fmt: skip
IN_LAWS = Section(
    "ben-vo-chong", "21", "Gia đình bên vợ (chồng)",
    "Cha mẹ vợ (chồng), hoặc người nuôi dưỡng vợ (chồng); anh, chị, em ruột của vợ (chồng).",
    row_name="Người thân", none_label="Chưa lập gia đình",
    row_fields=_relatives("father_in_law", "mother_in_law", "spouse_sibling"),
)  # fmt: skip
SIBLINGS = Section(
    "anh-chi-em", "21", "Gia đình: anh, chị, em ruột",
    "Anh, chị, em ruột của người xin vào Đảng, từ lớn đến nhỏ.",
    row_name="Người thân", none_label="Là con duy nhất",
    row_fields=_relatives("sibling"),
)  # fmt: skip
FAMILY = (PARENTS, SPOUSE, IN_LAWS, SIBLINGS)
