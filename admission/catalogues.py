"""Lists that forms offer and statistics count by: (code, label) pairs in printing order. Plain Python."""

from partytrack.vi import fold

KINH = "kinh"
# Danh mục các thành phần dân tộc Việt Nam (Tổng cục Thống kê, 1979), in its order.
ETHNIC_GROUPS = tuple(
    (fold(name).replace(" ", "_").replace("-", "_"), name)
    for name in (
        "Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Mường", "Nùng", "Mông", "Dao", "Gia-rai", "Ngái", "Ê-đê", "Ba-na",
        "Xơ-đăng", "Sán Chay", "Cơ-ho", "Chăm", "Sán Dìu", "Hrê", "Mnông", "Ra-glai", "Xtiêng", "Bru-Vân Kiều",
        "Thổ", "Giáy", "Cơ-tu", "Gié-Triêng", "Mạ", "Khơ-mú", "Co", "Ta-ôi", "Chơ-ro", "Kháng", "Xinh-mun",
        "Hà Nhì", "Chu-ru", "Lào", "La Chí", "La Ha", "Phù Lá", "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn",
        "Cơ Lao", "Cống", "Bố Y", "Si La", "Pu Péo", "Brâu", "Ơ Đu", "Rơ-măm",
    )
)  # fmt: skip

NO_RELIGION = "none"
RELIGIONS = (
    (NO_RELIGION, "Không"),
    ("buddhism", "Phật giáo"),
    ("catholicism", "Công giáo"),
    ("protestantism", "Tin lành"),
    ("cao_dai", "Cao Đài"),
    ("hoa_hao", "Phật giáo Hòa Hảo"),
    ("islam", "Hồi giáo"),
    ("bahai", "Tôn giáo Baha'i"),
    ("tinh_do_cu_si", "Tịnh độ cư sĩ Phật hội Việt Nam"),
    ("adventism", "Cơ đốc Phục lâm Việt Nam"),
    ("tu_an_hieu_nghia", "Phật giáo Tứ Ân Hiếu Nghĩa"),
    ("minh_su_dao", "Minh Sư đạo"),
    ("minh_ly_dao", "Minh Lý đạo - Tam Tông Miếu"),
    ("brahmanism", "Bà-la-môn"),
    ("mormonism", "Mặc môn"),
    ("hieu_nghia_ta_lon", "Phật giáo Hiếu Nghĩa Tà Lơn"),
    ("buu_son_ky_huong", "Bửu Sơn Kỳ Hương"),
    ("other", "Tôn giáo khác"),
)

# The 34 provinces and cities since 1/7/2025, with the codes of QĐ 19/2025/QĐ-TTg.
PROVINCES = (
    ("01", "Hà Nội"), ("04", "Cao Bằng"), ("08", "Tuyên Quang"), ("11", "Điện Biên"), ("12", "Lai Châu"),
    ("14", "Sơn La"), ("15", "Lào Cai"), ("19", "Thái Nguyên"), ("20", "Lạng Sơn"), ("22", "Quảng Ninh"),
    ("24", "Bắc Ninh"), ("25", "Phú Thọ"), ("31", "Hải Phòng"), ("33", "Hưng Yên"), ("37", "Ninh Bình"),
    ("38", "Thanh Hóa"), ("40", "Nghệ An"), ("42", "Hà Tĩnh"), ("44", "Quảng Trị"), ("46", "Huế"), ("48", "Đà Nẵng"),
    ("51", "Quảng Ngãi"), ("52", "Gia Lai"), ("56", "Khánh Hòa"), ("66", "Đắk Lắk"), ("68", "Lâm Đồng"),
    ("75", "Đồng Nai"), ("79", "Thành phố Hồ Chí Minh"), ("80", "Tây Ninh"), ("82", "Đồng Tháp"),
    ("86", "Vĩnh Long"), ("91", "An Giang"), ("92", "Cần Thơ"), ("96", "Cà Mau"),
)  # fmt: skip

OCCUPATIONS = (
    ("student", "Sinh viên"),
    ("pupil", "Học sinh"),
    ("worker", "Công nhân"),
    ("farmer", "Nông dân"),
    ("civil_servant", "Cán bộ, công chức"),
    ("public_employee", "Viên chức"),
    ("armed_forces", "Lực lượng vũ trang"),
    ("private_enterprise", "Chủ hoặc người lao động doanh nghiệp tư nhân"),
    ("retired", "Hưu trí"),
    ("other", "Khác"),
)

# Whom the source list is made of. The codes of occupations stand for the same people here.
SOURCE_GROUPS = (
    ("youth", "Thanh niên"),
    ("worker", "Công nhân"),
    ("farmer", "Nông dân"),
    ("intellectual", "Trí thức"),
    ("civil_servant", "Cán bộ, công chức"),
    ("public_employee", "Viên chức"),
    ("pupil", "Học sinh"),
    ("student", "Sinh viên"),
    ("demobilised", "Quân nhân hoàn thành nghĩa vụ"),
    ("armed_forces", "Lực lượng vũ trang"),
    ("private_enterprise", "Chủ hoặc người lao động doanh nghiệp tư nhân"),
    ("retired", "Hưu trí"),
    ("other", "Khác"),
)
INTRODUCERS = (
    ("branch", "Chi bộ"),
    ("youth_union", "Đoàn Thanh niên"),
    ("trade_union", "Công đoàn"),
    ("women", "Hội Liên hiệp Phụ nữ"),
    ("veterans", "Hội Cựu chiến binh"),
    ("farmers", "Hội Nông dân"),
    ("front", "Mặt trận Tổ quốc"),
)
# What targets, and the figures they are measured by, call them.
INTRODUCTIONS = {f"introduced:{code}": f"{label} giới thiệu" for code, label in INTRODUCERS}

SCHOOLING = (
    ("literate", "Biết đọc, biết viết"),
    ("primary", "Hoàn thành tiểu học"),
    ("lower_secondary", "Tốt nghiệp trung học cơ sở"),
    ("upper_secondary", "Tốt nghiệp trung học phổ thông"),
)

OVER_60_GROUNDS = (
    ("no_party", "Nơi công tác, cư trú chưa có tổ chức đảng, đảng viên"),
    ("need", "Do yêu cầu đặc biệt"),
)

QUALIFICATIONS = (
    ("none", "Chưa qua đào tạo"),
    ("elementary", "Công nhân kỹ thuật, sơ cấp"),
    ("intermediate", "Trung cấp"),
    ("college", "Cao đẳng"),
    ("university", "Đại học"),
    ("master", "Thạc sĩ"),
    ("doctor", "Tiến sĩ"),
)
COLLEGE_UP = ("college", "university", "master", "doctor")

# Where schooling may fall short of the rule: HD 01-HD/TW, on point 1.2 of the regulation.
AREAS = (
    ("normal", "Địa bàn bình thường"),
    ("mountain", "Miền núi"),
    ("border", "Biên giới"),
    ("island", "Hải đảo"),
    ("minority", "Vùng đồng bào dân tộc thiểu số"),
    ("difficult", "Vùng đặc biệt khó khăn"),
    ("sea", "Ngư dân làm việc thường xuyên trên biển"),
)

# Nghề nghiệp as the official table of newly admitted members asks for it (section II.1), in its order. How each is
# worded in a table of some year stands in admission/reports/official/rows.yaml.
JOBS = (
    ("state_office", "Cán bộ, công chức cơ quan Nhà nước cấp trên xã"),
    ("party_office", "Cán bộ, công chức cơ quan Đảng, Mặt trận, đoàn thể cấp trên xã"),
    ("commune_office", "Cán bộ, công chức, người hoạt động không chuyên trách cấp xã"),
    ("hamlet", "Người hoạt động không chuyên trách ở thôn, tổ dân phố"),
    ("public_unit", "Viên chức, người lao động đơn vị sự nghiệp công lập"),
    ("private_unit", "Người lao động đơn vị sự nghiệp ngoài công lập"),
    ("company_manager", "Doanh nghiệp: lãnh đạo, quản lý"),
    ("company_staff", "Doanh nghiệp: nhân viên gián tiếp"),
    ("company_worker", "Doanh nghiệp: công nhân, lao động trực tiếp"),
    ("farming", "Nông, lâm, ngư nghiệp"),
    ("forces", "Sĩ quan, chiến sĩ quân đội, công an"),
    ("student_job", "Sinh viên"),
    ("pupil_job", "Học sinh"),
    ("other_job", "Nghề khác"),
)
# What a group of occupations says of the job by itself; the groups that are left out are of several.
JOB_OF_OCCUPATION = {
    "student": "student_job",
    "pupil": "pupil_job",
    "worker": "company_worker",
    "farmer": "farming",
    "public_employee": "public_unit",
    "armed_forces": "forces",
    "retired": "other_job",
    "other": "other_job",
}
ACADEMIC_TITLES = (
    ("none", "Không có"),
    ("associate", "Phó giáo sư"),
    ("professor", "Giáo sư"),
)
