"""What the page of a file says of its personal history."""

from django.urls import reverse

from admission.domain.personal_history import progress_of, writes
from admission.personal_history.check import Stage
from admission.personal_history.sections import SECTIONS
from units.permissions import can


def section_url(file, section, name="section"):
    return reverse(f"admission:history_{name}", kwargs={"pk": file.pk, "section": section.key})


def panel(file, user, today):
    """What the page of a file says of the history: how far it is, and where to go on. No word of its content."""
    progress = progress_of(file, today)
    unfinished = [one for one in SECTIONS if progress.stages[one.key] != Stage.COMPLETE]
    remarked = [one for one in SECTIONS if progress.remarks.get(one.key)]
    first = next(iter([*remarked, *unfinished]), None)
    may_read = can(user, "candidate.reveal", file.unit)
    may_write = writes(user, file) and file.is_collecting
    return {
        "progress": progress,
        "done": len(SECTIONS) - len(unfinished),
        "of": len(SECTIONS),
        "url": reverse("admission:history", kwargs={"pk": file.pk}) if may_read else "",
        "go_on": section_url(file, first) if may_write and first else "",
        "go_on_words": "Sửa theo nhận xét"
        if remarked
        else "Khai tiếp"
        if progress.is_begun
        else "Bắt đầu khai",
    }
