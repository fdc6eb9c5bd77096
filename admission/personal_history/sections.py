"""The sections of form 2-KNĐ in the order of the official form (HD 12-HD/BTCTW of 18/01/2022, numbering kept by
HD 38-HD/BTCTW of 2025), with help and an example for each blank. The wording of help and examples is ours."""

from .family import FAMILY
from .fields import Field, Kind, Section

OWN_PLACE = "Số nhà, thôn (tổ dân phố), xã (phường), tỉnh (thành phố)"

IDENTITY = Section(
    "so-yeu", "1–10", "Sơ yếu lý lịch",
    "Họ tên, ngày sinh, quê quán, dân tộc, tôn giáo lấy từ thông tin cá nhân của hồ sơ. Ghi thêm những mục dưới đây.",
    fields=(
        Field("nationality", "Quốc tịch", "Quốc tịch đang có.", "Việt Nam"),
        Field("staying", "Nơi tạm trú", "Chỗ đang ở, nếu khác nơi thường trú. Bỏ trống nếu ở nơi thường trú.",
              "Số 12 đường Hùng Vương, phường Long Khánh, tỉnh Đồng Nai", Kind.PLACE, required=False),
        Field("religious_office", "Chức sắc, chức việc tôn giáo",
              "Chỉ ghi nếu giữ chức trong tôn giáo đã khai. Bỏ trống nếu không có.", "Trùm phó giáo họ",
              required=False),
        Field("job", "Nghề nghiệp hiện nay", "Công việc đang làm và nơi làm việc.",
              "Giáo viên, Trường Tiểu học Kim Đồng"),
    ),
)  # fmt: skip

SCHOOLING = Section(
    "trinh-do", "11–12", "Trình độ, ngày vào Đoàn",
    "Giáo dục phổ thông và trình độ chuyên môn lấy từ thông tin cá nhân. Mục nào không có thì ghi “Không”.",
    fields=(
        Field("general", "Lớp và hệ phổ thông đã học", "Đã học hết lớp mấy, hệ nào.", "12/12 chính quy"),
        Field("profession", "Ngành chuyên môn nghiệp vụ", "Ngành được đào tạo và cấp văn bằng cao nhất.",
              "Cử nhân sư phạm Tiểu học"),
        Field("science", "Khoa học công nghệ", "Văn bằng, công trình về khoa học công nghệ.", "Không"),
        Field("degree", "Học vị", "Thạc sĩ, tiến sĩ, tiến sĩ khoa học.", "Thạc sĩ Quản lý giáo dục, năm 2023"),
        Field("rank", "Học hàm", "Giáo sư, phó giáo sư và năm được phong.", "Không"),
        Field("theory", "Lý luận chính trị", "Sơ cấp, trung cấp, cao cấp hoặc cử nhân.", "Sơ cấp"),
        Field("languages", "Ngoại ngữ", "Thứ tiếng và trình độ theo chứng chỉ.", "Tiếng Anh B1"),
        Field("computing", "Tin học", "Trình độ theo chứng chỉ.", "Ứng dụng công nghệ thông tin cơ bản"),
        Field("minority_language", "Tiếng dân tộc thiểu số", "Thứ tiếng và mức độ nghe, nói, đọc, viết.", "Không"),
        Field("union_place", "Nơi vào Đoàn",
              "Chi đoàn, xã (phường), tỉnh lúc kết nạp vào Đoàn. Chưa vào Đoàn thì ghi “Không”.",
              "Chi đoàn Trường THPT Xuân Lộc, tỉnh Đồng Nai"),
    ),
)  # fmt: skip

READMISSION = Section(
    "ket-nap-lai", "13", "Nếu là kết nạp lại",
    "Chỉ khai khi đã từng là đảng viên. Người xin vào Đảng lần đầu đánh dấu ô dưới đây rồi sang mục sau.",
    none_label="Xin vào Đảng lần đầu",
    fields=(
        Field("first_admitted", "Ngày vào Đảng lần thứ nhất", "Ngày kết nạp ghi trên lý lịch đảng viên cũ.",
              "19/05/2010", Kind.DAY),
        Field("first_branch", "Kết nạp tại chi bộ", "Chi bộ, đảng bộ đã kết nạp lần thứ nhất.",
              "Chi bộ Công an, Đảng bộ xã Xuân Bắc, tỉnh Đồng Nai"),
        Field("first_recognised", "Ngày công nhận chính thức lần thứ nhất",
              "Bỏ trống nếu chưa được công nhận chính thức.", "19/05/2011", Kind.DAY, required=False),
        Field("first_recognised_branch", "Công nhận tại chi bộ", "Chi bộ, đảng bộ nơi được công nhận chính thức.",
              "Chi bộ Công an, Đảng bộ xã Xuân Bắc", required=False),
        Field("first_sponsors", "Người giới thiệu lần thứ nhất",
              "Họ tên, chức vụ, đơn vị của từng người giới thiệu trước đây.",
              "Ông Trần Văn Bình, bí thư chi bộ; bà Lê Thị Cúc, đảng viên", Kind.TEXT),
    ),
)  # fmt: skip

STORY = Section(
    "lich-su", "14", "Lịch sử bản thân",
    "Kể lần lượt từ nhỏ đến nay: sinh ra, đi học, làm việc ở đâu; tham gia Đoàn, Hội, lực lượng vũ trang khi nào.",
    fields=(
        Field("story", "Lịch sử bản thân",
              "Viết theo thứ tự thời gian, nêu rõ tháng năm, nơi học, nơi làm việc và người biết rõ việc đó.",
              "Từ tháng 9/2004 đến tháng 5/2009: học tại Trường Tiểu học Kim Đồng, xã Xuân Bắc, tỉnh Đồng Nai. "
              "Người biết rõ: cô Nguyễn Thị Lan, giáo viên chủ nhiệm.", Kind.TEXT),
    ),
)  # fmt: skip

WORK = Section(
    "cong-tac", "15", "Những công việc, chức vụ đã qua",
    "Từ khi bắt đầu đi học đến nay, tính theo tháng. Thời gian ở nhà, chờ việc cũng ghi thành một dòng.",
    row_name="Giai đoạn",
    warning="Các giai đoạn phải nối tiếp nhau, không để trống tháng nào. Đây là mục hay bị trả lại nhất.",
    row_fields=(
        Field("from", "Từ tháng", "Tháng và năm bắt đầu.", "09/2014", Kind.MONTH),
        Field("to", "Đến tháng", "Tháng và năm kết thúc; đang làm thì ghi “nay”.", "05/2018", Kind.UNTIL),
        Field("work", "Làm việc gì, chức vụ gì", "Việc học, việc làm hoặc chức vụ trong giai đoạn này.",
              "Học sinh, Bí thư Chi đoàn lớp"),
        Field("where", "Ở đâu", "Tên trường, cơ quan, đơn vị và địa chỉ: xã (phường), tỉnh.",
              "Trường THPT Xuân Lộc, xã Xuân Lộc, tỉnh Đồng Nai"),
    ),
)  # fmt: skip

PAST = Section(
    "dac-diem", "16", "Đặc điểm lịch sử",
    "Khai đúng sự thật. Có khai mà được kết luận rõ thì không đáng ngại; giấu mới là điều không được phép.",
    none_label="Không có vấn đề nào phải khai ở mục này",
    fields=(
        Field("past", "Đặc điểm lịch sử",
              "Có bị bắt, bị tù không; có làm việc cho chế độ cũ, tham gia tổ chức, đảng phái nào khác không; "
              "có quan hệ với tổ chức, cá nhân nước ngoài không. Nêu thời gian, nơi chốn, ai kết luận.",
              "Từ tháng 3/2019 đến tháng 9/2020 làm phiên dịch cho Văn phòng dự án của tổ chức phi chính phủ, "
              "tỉnh Quảng Trị.", Kind.TEXT),
    ),
)  # fmt: skip

TRAINING = Section(
    "dao-tao", "17", "Những lớp đào tạo, bồi dưỡng đã qua",
    "Các lớp về lý luận chính trị, chuyên môn, nghiệp vụ, ngoại ngữ, quân sự. Không ghi việc học phổ thông.",
    row_name="Lớp", none_label="Chưa qua lớp đào tạo, bồi dưỡng nào",
    row_fields=(
        Field("school", "Tên trường", "Trường hoặc cơ sở mở lớp.", "Trường Đại học Đồng Nai"),
        Field("subject", "Ngành học hoặc tên lớp", "Ngành đào tạo, hoặc tên lớp bồi dưỡng.", "Giáo dục Tiểu học"),
        Field("from", "Từ tháng", "Tháng và năm bắt đầu.", "09/2014", Kind.MONTH),
        Field("to", "Đến tháng", "Tháng và năm kết thúc; đang học thì ghi “nay”.", "06/2018", Kind.UNTIL),
        Field("mode", "Hình thức học", "Chính quy, vừa làm vừa học, từ xa…", "Chính quy"),
        Field("degree", "Văn bằng, chứng chỉ", "Văn bằng được cấp; đang học thì ghi “Đang học”.",
              "Bằng cử nhân, loại khá"),
    ),
)  # fmt: skip

ABROAD = Section(
    "nuoc-ngoai", "18", "Đi nước ngoài",
    "Những lần ở nước ngoài từ 3 tháng trở lên, cả học tập, lao động, thăm thân nhân.",
    row_name="Chuyến đi", none_label="Chưa đi nước ngoài lần nào từ 3 tháng trở lên",
    row_fields=(
        Field("from", "Từ tháng", "Tháng và năm đi.", "03/2019", Kind.MONTH),
        Field("to", "Đến tháng", "Tháng và năm về.", "02/2022", Kind.UNTIL),
        Field("purpose", "Đi làm gì", "Nội dung chuyến đi và nơi cử đi.",
              "Lao động theo hợp đồng của Công ty cung ứng lao động Đồng Nai"),
        Field("country", "Nước nào", "Tên nước, và thành phố nếu nhớ.", "Hàn Quốc"),
    ),
)  # fmt: skip

REWARDS = Section(
    "khen-thuong", "19", "Khen thưởng",
    "Từ bằng khen trở lên. Giấy khen không cần ghi.",
    row_name="Lần khen thưởng", none_label="Chưa được khen thưởng từ bằng khen trở lên",
    row_fields=(
        Field("on", "Tháng, năm", "Tháng và năm của quyết định.", "12/2023", Kind.MONTH),
        Field("what", "Hình thức và lý do", "Bằng khen, huân chương, danh hiệu; vì thành tích gì.",
              "Bằng khen, thành tích phòng, chống dịch"),
        Field("by", "Cấp quyết định", "Cơ quan tặng.", "Chủ tịch Ủy ban nhân dân tỉnh Đồng Nai"),
    ),
)  # fmt: skip

DISCIPLINE = Section(
    "ky-luat", "20", "Kỷ luật",
    "Kỷ luật của chính quyền, Đoàn, Công đoàn từ khiển trách trở lên.",
    row_name="Lần kỷ luật", none_label="Chưa bị kỷ luật lần nào",
    row_fields=(
        Field("on", "Tháng, năm", "Tháng và năm của quyết định.", "06/2021", Kind.MONTH),
        Field("what", "Hình thức và lý do", "Khiển trách, cảnh cáo…; vì vi phạm gì.",
              "Khiển trách, chậm nộp báo cáo tài chính"),
        Field("by", "Cấp quyết định", "Cơ quan, tổ chức ra quyết định.", "Hiệu trưởng Trường Tiểu học Kim Đồng"),
    ),
)  # fmt: skip

SELF_VIEW = Section(
    "tu-nhan-xet", "22", "Tự nhận xét",
    "Nhận xét thật lòng về mình, cả mặt mạnh và mặt yếu.",
    fields=(
        Field("morals", "Phẩm chất chính trị, đạo đức, lối sống",
              "Chấp hành đường lối của Đảng, pháp luật của Nhà nước; đạo đức, lối sống; quan hệ với mọi người.",
              "Tin tưởng vào sự lãnh đạo của Đảng; sống giản dị, được bà con trong ấp quý mến.", Kind.TEXT),
        Field("ability", "Năng lực công tác", "Kết quả công việc, học tập; sở trường.",
              "Ba năm liền hoàn thành tốt nhiệm vụ; có kinh nghiệm phụ trách Đội.", Kind.TEXT),
        Field("weakness", "Khuyết điểm, hạn chế", "Điều còn yếu và cách khắc phục.",
              "Còn nóng vội khi góp ý; sẽ lắng nghe trước khi nêu ý kiến.", Kind.TEXT),
    ),
)  # fmt: skip

PLEDGE = Section(
    "cam-doan", "23", "Cam đoan",
    "Tôi xin cam đoan những nội dung khai trong lý lịch này là đúng sự thật và chịu trách nhiệm trước Đảng "
    "về những lời khai đó.",
    fields=(
        Field("pledged", "Người xin vào Đảng đã ký cam đoan trên bản lý lịch",
              "Đánh dấu khi người xin vào Đảng đã đọc lại toàn bộ và tự tay ký.", "", Kind.TICK),
        Field("signed_on", "Ngày ký", "Ngày ghi trên bản lý lịch; không sớm hơn ngày viết đơn.", "15/10/2025",
              Kind.DAY),
    ),
)  # fmt: skip

SECTIONS = (
    IDENTITY, SCHOOLING, READMISSION, STORY, WORK, PAST, TRAINING, ABROAD, REWARDS, DISCIPLINE, *FAMILY, SELF_VIEW,
    PLEDGE,
)  # fmt: skip
SECTION_OF = {section.key: section for section in SECTIONS}
