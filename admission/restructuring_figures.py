"""What a restructuring must leave as it was, what each branch brings into it, and how its rows are called."""

from django.db.models import Count
from django.urls import reverse

from admission.counting import own_counts
from admission.measures import unpack
from admission.models import (
    Candidate,
    DecidingBody,
    Invitation,
    LocalRequirement,
    Meeting,
    Member,
    MemberPlacement,
    NumberBook,
    SealedReport,
    Session,
    TrainingClass,
    Transfer,
)
from admission.rollups import totals_at
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER
from units.models import Period, Unit, UnitLink
from units.permissions import can
from units.subtrees import DayTree

GOES_IN = {"admission.member": "Đảng viên", "admission.candidate": "Hồ sơ đang theo dõi"}
SECTIONS = {
    "files": "Hồ sơ đang theo dõi và hồ sơ thôi theo dõi",
    "members": "Đảng viên",
    "files_stay": "Hồ sơ lập sau khi soạn phương án, ở lại chi bộ cũ",
    "members_stay": "Đảng viên về chi bộ sau khi soạn phương án, ở lại chi bộ cũ",
    "files_elsewhere": "Hồ sơ đã chọn nhưng không còn ở chi bộ hoặc đã kết thúc, không chuyển",
    "members_elsewhere": "Đảng viên đã chọn nhưng không còn ở chi bộ, không chuyển",
    "offers": "Giấy giới thiệu chuyển hồ sơ chưa trả lời",
    "meetings": "Bản nháp cuộc họp xét",
    "classes": "Lớp bồi dưỡng chưa bế giảng",
    "seats": "Chỗ học đã phân bổ",
    "requirements": "Yêu cầu riêng, thôi áp dụng",
    "sessions": "Phiên họp chưa công bố",
    "books": "Sổ số quyết định, khóa ở số cuối",
    "bodies": "Cài đặt của cấp quyết định",
    "reports": "Báo cáo đã niêm phong, giữ nguyên",
}
MEASURES = {
    "admitted": "Kết nạp",
    "recognised": "Công nhận chính thức",
    "struck_off": "Xóa tên",
}


def sums(on, day):
    """{(label, period's name or ""): number} at the end of `day`, over the units of that day's tree."""
    found = {
        ("Hồ sơ đang theo dõi", ""): Candidate.objects.open().filter(unit__closed_on__isnull=True).count(),
        ("Đảng viên", ""): _members(day),
    }
    roots = list(UnitLink.objects.on(day).filter(parent__isnull=True).values_list("unit_id", flat=True))
    for period in Period.objects.filter(starts__lte=day, ends__gte=on).order_by("-starts", "pk"):
        totals = totals_at(period, min(day, period.ends), roots)
        for measure, label in MEASURES.items():
            found[label, period.name] = sum(total[measure] for total in totals.values())
    return found


def _members(day):
    standing = UnitLink.objects.on(day).values("unit")
    placed = MemberPlacement.objects.on(day).filter(member__left_on__isnull=True, unit__in=standing)
    return placed.count()


def branch_figures(day, period):
    """{unit id: {column: number}} of each branch itself at the end of a day: members, open files, and who was admitted
    in it in the period until then."""
    found = {}
    placed = MemberPlacement.objects.on(day).filter(member__left_on__isnull=True).order_by()
    for unit_id, number in placed.values_list("unit_id").annotate(Count("pk")):
        found.setdefault(unit_id, {})["Đảng viên"] = number
    for unit_id, packed in own_counts(period.starts, day).items():
        counts, own = unpack(packed), found.setdefault(unit_id, {})
        own["Hồ sơ đang theo dõi"] = _open_files(counts)
        own[f"Kết nạp, {period.name}"] = counts["admitted"]
    return found


def unit_figures(day, period, unit_ids):
    """{column: number} of these units with all below them, as reports of the day have them: the control of
    `branch_figures`."""
    totals = totals_at(period, day, unit_ids).values()
    tree = DayTree(day)
    tops = set(Unit.objects.filter(pk__in=unit_ids).values_list("path", flat=True))
    placed = MemberPlacement.objects.on(day).filter(member__left_on__isnull=True).order_by()
    members = placed.values_list("unit__path").annotate(Count("pk"))
    return {
        "Đảng viên": sum(number for path, number in members if not tops.isdisjoint(tree.chain(path))),
        "Hồ sơ đang theo dõi": sum(map(_open_files, totals)),
        f"Kết nạp, {period.name}": sum(total["admitted"] for total in totals),
    }


def _open_files(counts):
    probation = sum(counts[f"probation:{state}"] for state in RECOGNITION_LADDER)
    return sum(counts[f"pool:{state}"] for state in ADMISSION_LADDER) + probation


def _people(model, url):
    def describe(user, ids):
        rows = model.objects.visible_to(user).filter(pk__in=ids).order_by().values_list("pk", "full_name")
        return {pk: (name, reverse(url, args=[pk]) if url else "") for pk, name in rows}

    return describe


def _rows(model, related=(), *, of="unit", say=str):
    def describe(user, ids):
        rows = model.objects.filter(pk__in=ids).select_related(of, *related)
        return {row.pk: (say(row), "") for row in rows if can(user, "unit.view", getattr(row, of))}

    return describe


def _book(book):
    last = book.numbers.order_by("value").last()
    return f"{book}: {f'số cuối {last}' if last else 'chưa cấp số nào'}"


def _offers(user, ids):
    """By the letter alone; whose it is stands in the file."""
    return {row.pk: (str(row), "") for row in Transfer.objects.filter(pk__in=ids)}


DESCRIBERS = {
    "files": _people(Candidate, "admission:candidate_detail"),
    "members": _people(Member, ""),
    "files_stay": _people(Candidate, "admission:candidate_detail"),
    "members_stay": _people(Member, ""),
    "files_elsewhere": _people(Candidate, "admission:candidate_detail"),
    "members_elsewhere": _people(Member, ""),
    "offers": _offers,
    "meetings": _rows(Meeting),
    "classes": _rows(TrainingClass),
    "seats": _rows(Invitation, ["training"]),
    "requirements": _rows(LocalRequirement),
    "sessions": _rows(Session),
    "reports": _rows(SealedReport),
    "books": _rows(NumberBook, of="authority", say=_book),
    "bodies": _rows(DecidingBody),
}
