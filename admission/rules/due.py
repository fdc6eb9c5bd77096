"""What an act sets running, and by when it should have been done itself: every span with its end."""

from .book import current
from .spans import add_months, add_working_days

# (act, what, the fact from which it runs or "on" for the act itself, the rule whose figures count)
WORKING_DAYS = (
    (("branch_vote",), "Cấp có thẩm quyền ra quyết định kết nạp", "on", "DECISION_60_WORKING_DAYS"),
    (("committee_vote", "decide"), "Cấp có thẩm quyền ra quyết định kết nạp", "branch_resolution_on",
     "DECISION_60_WORKING_DAYS"),
    (("decide",), "Chi bộ tổ chức lễ kết nạp", "on", "CEREMONY_30_WORKING_DAYS"),
    (("ceremony",), "Chi bộ tổ chức lễ kết nạp", "decision_on", "CEREMONY_30_WORKING_DAYS"),
    (("ceremony",), "Đảng viên mới khai lý lịch đảng viên", "on", "PROFILE_30_WORKING_DAYS"),
    (("branch_recommendation",), "Cấp có thẩm quyền ra quyết định công nhận chính thức", "on",
     "RECOGNITION_30_WORKING_DAYS"),
    (("committee_recommendation", "recognise"), "Cấp có thẩm quyền ra quyết định công nhận chính thức",
     "branch_recommendation_on", "RECOGNITION_30_WORKING_DAYS"),
)  # fmt: skip
CEREMONY_FACTS = {"ceremony": "on", "branch_recommendation": "ceremony_on", "recognise": "ceremony_on"}


def due_of(case, *, allowed):
    """[{"what", "by", "working_days", "instrument", "clause"}] in order of the day. Spans that begin with the act
    itself run only when it is `allowed`; `working_days` is None for a span in months."""
    book = case.book or current()
    found = []

    def add(what, by, working_days, code, day):
        instrument, clause = book.instrument(code, day).number, book.provision(code, day).clause
        found.append(
            {"what": what, "by": by, "working_days": working_days, "instrument": instrument, "clause": clause}
        )

    for acts, what, anchor, code in WORKING_DAYS:
        start = _start(case, anchor, allowed)
        if case.act in acts and start:
            days = book.figure(code, "working_days", start)
            add(what, add_working_days(start, days), days, code, start)
    ceremony_on = _start(case, CEREMONY_FACTS.get(case.act, ""), allowed)
    if ceremony_on:
        ends = add_months(ceremony_on, book.figure("PROBATION_12_MONTHS", "months", ceremony_on))
        add("Hết thời gian dự bị", ends, None, "PROBATION_12_MONTHS", ceremony_on)
        days = book.figure("RECOMMENDATION_30_WORKING_DAYS", "working_days", ends)
        last = add_working_days(ends, days)
        add("Chi bộ họp xét công nhận chính thức", last, days, "RECOMMENDATION_30_WORKING_DAYS", ends)
    found.sort(key=lambda one: one["by"])
    return [{**one, "by": one["by"].isoformat()} for one in found]


def _start(case, anchor, allowed):
    if anchor == "on":
        return case.on if allowed else None
    return anchor and case.get(anchor)
