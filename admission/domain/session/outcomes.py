"""What the body concluded, as a draft that only those who prepare the session see; and who attended."""

import re
from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from admission.domain.number_books import locked_book
from admission.domain.register import claim, free, kept_for, reserve
from admission.models import AgendaItem, SessionMinutes
from admission.rules import figure
from admission.states import Outcome
from partytrack.errors import Reason, Refused
from partytrack.journal.write import write as journal

from .held import RECORDING, locked, touch


@transaction.atomic
def note_outcomes(session, outcomes, *, actor, version, votes=None, number_them=False):
    """Ghi kết luận của phiên họp. `outcomes` maps the id of an agenda item to (outcome, reason, number), `votes` to
    (for, against), None where the body did not vote. `number_them`: who is admitted without a number gets the next
    ones; on a locked agenda they get them in any case. Raises Refused with every reason."""
    session = locked(session, actor, "session.release", version, while_=RECORDING)
    if early := ahead(session):
        raise Refused(early)
    items = [
        item
        for item in session.items.filter(published=False).select_related("candidate").order_by("id")
        if item.pk in outcomes
    ]
    for item in items:
        item.outcome, item.reason, number = outcomes[item.pk]
        item.number = number if item.outcome == Outcome.ADMIT else ""
        item.votes_for, item.votes_against = (votes or {}).get(item.pk, (None, None))
    if problems := [*numbers_given_twice(items), *vote_problems(session, items)]:
        raise Refused(*problems)
    _keep_numbers(session, items, number_them=number_them or not session.is_planned)
    session.items.filter(pk__in=outcomes, published=False).update(
        number=""
    )  # so that two can exchange theirs
    AgendaItem.objects.bulk_update(items, ["outcome", "reason", "number", "votes_for", "votes_against"])
    touch(session)
    journal(
        "admission.outcomes_noted", subject=session, actor=actor, unit_id=session.unit_id, on=session.held_on,
        files=len(items),
    )  # fmt: skip  # the outcomes themselves stay with the session until its release
    return session


def _keep_numbers(session, items, *, number_them):
    """Keep in the register what is typed, and what was kept before for who is admitted after all."""
    kept = kept_for(session)
    admitted = [item for item in items if item.outcome == Outcome.ADMIT]
    for item in admitted:
        if not item.number and item.candidate_id in kept:
            item.number = kept[item.candidate_id].text
    typed = [item for item in admitted if item.number and not _is_kept(item, kept)]
    _make_way(kept, items, typed)
    refused = []
    for item in sorted(typed, key=_leading):  # the lowest begins a new book
        try:
            claim(_book(session, item), item.number, item.candidate_id, session)
        except Refused as refusal:
            refused += refusal.reasons
    if refused:
        raise Refused(*refused)
    for item in admitted:
        if number_them and not item.number:
            item.number = reserve(_book(session, item), item.candidate_id, session).text


def _leading(item):
    return int(re.match(r"[0-9]*", item.number)[0] or 0)


def _is_kept(item, kept):
    return item.candidate_id in kept and kept[item.candidate_id].text == item.number


def _make_way(kept, items, typed):
    """Free the numbers that their files exchange for others, and those wanted by another file of this session whose
    own file is not admitted."""
    changed = {item.candidate_id for item in typed}
    not_admitted = {item.candidate_id for item in items if item.outcome != Outcome.ADMIT}
    wanted = {item.number for item in typed}
    free(
        row for file, row in kept.items() if file in changed or (file in not_admitted and row.text in wanted)
    )


def _book(session, item):
    return locked_book(session.unit, item.round, session.held_on)


def ahead(session):
    """A Reason while the day of the session is still to come, else None."""
    if session.held_on > timezone.localdate():
        sentence = f"Phiên họp ngày {session.held_on:%d/%m/%Y} chưa diễn ra."
        return Reason("SESSION_AHEAD", sentence, "Chờ đến ngày họp.")


def numbers_given_twice(items):
    names = defaultdict(list)
    for item in items:
        if item.number:
            names[item.round, item.number].append(item.candidate.full_name)
    return [
        Reason("NUMBER_TWICE", f"Số {number} ghi cho nhiều người: {', '.join(of)}.", "Mỗi quyết định một số.")
        for (_, number), of in names.items()
        if len(of) > 1
    ]


def vote_problems(session, items):
    """What is wrong with the votes that are stated."""
    minutes = minutes_of(session)
    for item in items:
        if item.votes_for is None and item.votes_against is None:
            continue
        name = item.candidate.full_name
        if None in (item.votes_for, item.votes_against):
            yield Reason("HALF_A_VOTE", f"Chưa ghi đủ số phiếu đối với {name}.", "Ghi cả hai số phiếu.")
        elif minutes is None:
            sentence = "Có số phiếu nhưng chưa ghi thành phần dự họp."
            yield Reason("NO_ATTENDANCE", sentence, "Ghi tổng số thành viên và số có mặt trước.")
            return
        elif item.votes_for + item.votes_against > minutes.present:
            sentence = f"Số phiếu đối với {name} nhiều hơn số có mặt ({minutes.present})."
            yield Reason("VOTES_TOO_MANY", sentence, "Kiểm tra lại số phiếu hoặc số có mặt.")


def votes_of(item, minutes):
    """The vote on a file as the rules see it: of all members of the body. None when it is not stated."""
    if item.votes_for is None or minutes is None:
        return None
    return {
        "all": minutes.members, "present": minutes.present, "for": item.votes_for, "against": item.votes_against,
    }  # fmt: skip


def minutes_of(session):
    return SessionMinutes.objects.filter(session=session).first()


@transaction.atomic
def record_attendance(session, *, actor, version, **attendance):
    """Ghi thành phần dự họp: members, present, absent (names and reasons), chair, secretary."""
    session = locked(session, actor, "session.release", version, while_=RECORDING)
    if early := ahead(session):
        raise Refused(early)
    if attendance["present"] > attendance["members"]:
        sentence = "Số có mặt nhiều hơn tổng số thành viên."
        raise Refused(Reason("PRESENT_TOO_MANY", sentence, "Kiểm tra lại hai số."))
    minutes, _ = SessionMinutes.objects.update_or_create(session=session, defaults=attendance)
    touch(session)
    journal(
        "admission.attendance_recorded", subject=session, actor=actor, unit_id=session.unit_id, on=session.held_on,
        members=minutes.members, present=minutes.present,
    )  # fmt: skip
    return session


def has_quorum(minutes, day):
    """More than half of the members were there: the rule QUORUM."""
    share = [figure("QUORUM", name, day) for name in ("numerator", "denominator", "more_than")]
    numerator, denominator, more_than = share
    return denominator * minutes.present >= numerator * minutes.members + (1 if more_than else 0)
