"""Công bố kết quả: every outcome becomes an act on its file."""

import uuid
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction

from admission.domain.engine import perform
from admission.domain.register import give_back, kept_for
from admission.models import AgendaItem, Candidate, SessionStatus
from admission.states import Outcome
from partytrack.errors import Reason, Refused
from partytrack.journal.write import write as journal

from .held import ACT_OF, RECORDING, locked, touch, waiting_items
from .outcomes import ahead, has_quorum, minutes_of, numbers_given_twice, vote_problems, votes_of

OUT_OF_SCOPE = Reason(
    "OUT_OF_SCOPE",
    "Hồ sơ của một chi bộ đã chuyển khỏi phạm vi của đồng chí.",
    "Đề nghị cấp trên chung của hai nơi rút hồ sơ đó khỏi chương trình.",
)


def release_problems(session, items, *, may_be_empty=False):
    """What is still to be recorded before a session can be released: a list of `Reason`, empty when it can."""
    problems = [early] if (early := ahead(session)) else []
    if not session.signer:
        sentence = "Chưa ghi người ký quyết định."
        problems.append(Reason("NO_SIGNER", sentence, "Ghi họ tên người ký của phiên họp."))
    if not items and not may_be_empty:
        sentence = "Chương trình chưa có hồ sơ nào."
        problems.append(Reason("EMPTY_AGENDA", sentence, "Đưa hồ sơ vào chương trình."))
    problems += _quorum_problems(session)
    problems += [problem for item in items if (problem := _unfinished(item))]
    return [*problems, *numbers_given_twice(items), *vote_problems(session, items)]


def _quorum_problems(session):
    minutes = minutes_of(session)
    if minutes and not has_quorum(minutes, session.held_on):
        sentence = (
            f"Chỉ có mặt {minutes.present} trên {minutes.members} thành viên: chưa đủ số để quyết định."
        )
        yield Reason("NO_QUORUM", sentence, "Kiểm tra lại thành phần dự họp, hoặc họp lại vào ngày khác.")


def _unfinished(item):
    name = item.candidate.full_name
    if not item.outcome:
        return Reason("NO_OUTCOME", f"Chưa ghi kết luận đối với {name}.", "Chọn kết luận cho hồ sơ này.")
    if item.outcome == Outcome.ADMIT and not item.number:
        return Reason("NO_NUMBER", f"Chưa có số quyết định của {name}.", "Ghi số quyết định.")
    if item.outcome != Outcome.ADMIT and not item.reason:
        return Reason("NO_REASON", f"Chưa ghi lý do đối với {name}.", "Ghi lý do của kết luận.")


@transaction.atomic
def release_session(session, *, actor, version, may_be_empty=False):
    """Công bố kết quả: every outcome becomes an act on its file, each in a savepoint of its own. A file whose act is
    refused stays in the session with the reasons (`unpublished`), to be released again or deferred.

    Raises Refused, and changes nothing, when something is not recorded yet or not one outcome can take effect.
    `may_be_empty`: also of a session of which it is known that it took up no file. The request id of each act derives
    from the agenda item, so a release that is sent twice has one effect.
    """
    session = locked(session, actor, "session.release", version, while_=RECORDING)
    items = waiting_items(session)
    judged = _visible(items, actor)
    if problems := release_problems(session, judged, may_be_empty=may_be_empty or bool(items)):
        raise Refused(*problems)
    minutes = minutes_of(session)
    refused = {}
    for item in items:
        reasons = _reasons_against(item, session, minutes, actor) if item in judged else [OUT_OF_SCOPE]
        item.published = not reasons
        item.problems = "\n".join(f"{reason.sentence} {reason.remedy}" for reason in reasons)
        refused |= {item: reasons} if reasons else {}
    if items and len(refused) == len(items):
        raise Refused(*(reason for reasons in refused.values() for reason in reasons))
    AgendaItem.objects.bulk_update(items, ["published", "problems"])
    _give_back_numbers(session, items)
    session.status = SessionStatus.PARTLY
    settle(session)
    touch(session)
    counts = {outcome: sum(i.published and i.outcome == outcome for i in items) for outcome in Outcome.values}
    journal(
        "admission.session_released", subject=session, actor=actor, unit_id=session.unit_id, on=session.held_on,
        **counts, **({"unpublished": len(refused)} if refused else {}),
    )  # fmt: skip
    return session


def _visible(items, actor):
    """Without those whose branch has moved to another authority since: they hold up none of the others."""
    seen = Candidate.objects.visible_to(actor).filter(pk__in=[item.candidate_id for item in items])
    seen = set(seen.values_list("pk", flat=True))
    return [item for item in items if item.candidate_id in seen]


def _reasons_against(item, session, minutes, actor):
    """Try the act of one item; the reasons for which it was refused."""
    try:
        with transaction.atomic():
            _carry_out(item, session, minutes, actor)
    except Refused as refusal:
        name = item.candidate.full_name
        return [replace(reason, sentence=f"{name}: {reason.sentence}") for reason in refusal.reasons]
    except (Candidate.DoesNotExist, PermissionDenied):
        return [OUT_OF_SCOPE]
    return []


def _carry_out(item, session, minutes, actor):
    own = {"reason": item.reason}
    if item.outcome == Outcome.ADMIT:
        own = {"number": item.number, "votes": votes_of(item, minutes)}
    perform(
        ACT_OF[item.round, item.outcome], item.candidate_id, actor=actor, version=item.candidate.version,
        request_id=uuid.uuid5(uuid.NAMESPACE_OID, f"release:{item.pk}:{item.candidate.version}"),
        on=session.held_on, session=session, **own,
    )  # fmt: skip


def _give_back_numbers(session, items):
    """Numbers that were kept for files on which the session concluded otherwise."""
    kept = kept_for(session)
    settled = [item.candidate_id for item in items if item.published]
    give_back([kept[file] for file in settled if file in kept], "Phiên họp không ra quyết định")


def settle(session):
    """A session that has nothing left to release is released."""
    if session.status == SessionStatus.PARTLY and not session.items.filter(published=False).exists():
        session.status = SessionStatus.RELEASED


def unpublished(session):
    """Reasons, in words, of the files that stayed behind in a release."""
    return [problem for item in session.items.order_by("id") for problem in item.problems.splitlines()]
