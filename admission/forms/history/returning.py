"""What a return offers when remarks on the personal history are still open."""

from collections import Counter

from admission.faults import Fault
from admission.personal_history.sections import SECTIONS


def offered(file):
    """Initial values of the form of a return. It names the sections, not what the remarks say: the branch reads those
    in their places, and a reason is read by more people than a personal history."""
    found = Counter(file.field_remarks.filter(fixed_at__isnull=True).values_list("section", flat=True))
    if not found:
        return {}
    told = [f"mục {one.items} {one.title} ({found[one.key]})" for one in SECTIONS if found[one.key]]
    return {
        "fault": Fault.HISTORY,
        "reason": f"Lý lịch (2-KNĐ) còn {found.total()} nhận xét cần sửa: {'; '.join(told)}.",
    }
