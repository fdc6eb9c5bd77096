"""The personal history (2-KNĐ) of a file: written by its branch, section by section, as a draft that always saves.

What the file itself keeps of the person (name, birth, citizen ID, places …) is not kept twice: it is changed by the act
`edit_person`, and only judged here.
"""

from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.db import transaction

from admission.models import Candidate, PersonalHistory
from admission.models.dossier import PaperCode
from admission.permissions import holds_level
from admission.personal_history import check
from admission.personal_history.content import parts_in, text_of, tidy
from admission.personal_history.family import DECEASED, FAMILY
from admission.personal_history.fields import TICKED
from admission.personal_history.times import read_year
from admission.relatives import Relative
from admission.routes import BRANCH
from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.models import Entry
from partytrack.journal.write import subject_key
from partytrack.journal.write import write as journal

SAVED = "admission.history_saved"
MOST_ROWS, MOST_TEXT = 80, 400_000  # of a section; letters of the whole
STALE = Reason(
    "STALE", "Mục này vừa được sửa ở một máy khác.", "Xem bản mới nhất rồi ghi lại những gì còn thiếu."
)
CLOSED = Reason(
    "NOT_AT_THIS_STEP",
    "Lý lịch đã chứng nhận, không sửa được ở bước này.",
    "Đề nghị cấp trên trả lại hồ sơ để sửa.",
)
TOO_LONG = Reason("TOO_LONG", "Nội dung quá dài.", f"Mỗi mục nhiều nhất {MOST_ROWS} dòng; viết gọn lại.")
FOUR_EYES = Reason(
    "FOUR_EYES",
    "Đồng chí đã xử lý hồ sơ này ở một cấp khác.",
    "Đề nghị một đồng chí khác ở cấp này thực hiện.",
)


@dataclass(frozen=True)
class Progress:
    """How far a history has come: a `Stage` of each section, the share of complete ones in whole per cent, and by
    section the number of remarks that are still open."""

    stages: dict[str, check.Stage]
    completed: int
    remarks: dict[str, int]

    @property
    def open_remarks(self):
        return sum(self.remarks.values())

    @property
    def is_begun(self):
        return any(stage != check.Stage.EMPTY for stage in self.stages.values())


def history_of(file):
    """The `PersonalHistory` of a file; an unsaved, empty one where nobody has begun."""
    return PersonalHistory.objects.filter(candidate=file).first() or PersonalHistory(candidate=file)


def parts_of(file):
    """{key of section: `Part`}"""
    return parts_in(history_of(file).content)


def about(file, today):
    """What the checks know of the applicant beside the form itself."""
    application = file.papers.filter(code=PaperCode.KND_1).order_by("-id").first()
    labels = ("birthplace", "hometown", "residence")
    return check.About(
        file.full_name, file.sex, file.born_on, file.citizen_id,
        tuple((_label(name), _with_old(getattr(file, name), getattr(file, f"{name}_old"))) for name in labels),
        today, application and application.issued_on,
    )  # fmt: skip


def _label(name):
    label = Candidate._meta.get_field(name).verbose_name
    return label[0].upper() + label[1:]


def _with_old(place, old):
    return f"{place} ({old})" if old else place


def progress_of(file, today, parts=None):
    parts = parts_of(file) if parts is None else parts
    found = check.stages(parts, about(file, today))
    remarks = {}
    for section in file.field_remarks.filter(fixed_at__isnull=True).values_list("section", flat=True):
        remarks[section] = remarks.get(section, 0) + 1
    return Progress(found, check.completed(found), remarks)


def signed_on(file):
    """The day on which the applicant signed the undertaking of item 23; None until it is ticked."""
    return check.signed_on(parts_of(file))


def relatives_of(file):
    """The relatives stated in item 21, as a list of `Relative` in the order of the form; empty where there is none."""
    parts = parts_of(file)
    return [_relative(row) for section in FAMILY for row in parts[section.key].rows]


def _relative(row):
    return Relative(
        key=row["id"], relation=row.get("relation", ""), name=row.get("name", ""), born=read_year(row.get("born", "")),
        residence=row.get("residence", ""), abroad=row.get("abroad") == TICKED, deceased=row.get("life") == DECEASED,
        party_member=row.get("party_member") == TICKED,
    )  # fmt: skip


def writes(user, file):
    """Whoever acts for the branch writes; until when, `save_part` tells."""
    return holds_level(file, user, BRANCH)


@transaction.atomic
def save_part(file_id, section, part, *, actor, version, page, turn, today):
    """Lưu một mục của lý lịch as it stands, right or wrong. Returns the `PersonalHistory`.

    `version`: of the history when the page was made or saved last; `page`: the page's own id, `turn` counts what it
    sends. Raises Candidate.DoesNotExist, PermissionDenied, Conflict when the section was changed since by another
    page, Refused when the file is no longer being collected. A section that is as it was is not saved again.
    """
    file = locked(file_id, actor)
    if not writes(actor, file):
        raise PermissionDenied
    if not file.is_collecting:
        raise Refused(CLOSED)
    check_one_level(file, actor, BRANCH)
    history = history_of(file)
    parts, mine = parts_in(history.content), history.page == page
    part, before = tidy(part), parts[section.key]
    if part == before or (mine and turn < history.turn):
        return history
    if before.version > version and not mine:
        raise Conflict(STALE)
    history.version += 1
    parts[section.key] = replace(part, version=history.version, on=today.isoformat())
    history.content, history.page, history.turn = text_of(parts), page, turn
    if len(part.rows) > MOST_ROWS or len(history.content) > MOST_TEXT:
        raise Refused(TOO_LONG)
    history.save()
    _record(file, section, actor, today)
    return history


def locked(file_id, actor):
    return (
        Candidate.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=file_id)
    )


def check_one_level(file, actor, level):
    """One person does not act at two levels of one file."""
    if levels_of(file, actor) - {level}:
        raise Refused(FOUR_EYES)


def levels_of(file, actor):
    """The levels at which somebody has acted on a file."""
    acted = Entry.objects.filter(subject=subject_key(file), actor=actor).exclude(level="")
    return set(acted.values_list("level", flat=True))


def _record(file, section, actor, today):
    """One entry for each person, section and day: drafts are saved every few seconds."""
    entries = Entry.objects.filter(subject=subject_key(file), event=SAVED, actor=actor, on=today)
    if not entries.filter(body__section=section.key).exists():
        journal(
            SAVED,
            subject=file,
            actor=actor,
            unit_id=file.unit_id,
            on=today,
            level=BRANCH,
            section=section.key,
        )
