"""Sổ số quyết định of a deciding unit."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from admission.domain import register
from admission.domain.number_books import begin_term, lines_of, set_first, symbol_of
from admission.forms.session import FirstForm, TermForm, VoidForm
from admission.models import Candidate, DecisionNumber, NumberBook
from admission.states import Round
from admission.views.session_base import body_unit, data_of, form_page
from partytrack.errors import Refused
from units.permissions import can
from units.policy import policy

PAGE = 100  # lines of each book


def book_of(user, *, pk):
    """Loader: a book of a unit of whose sessions the user may know."""
    book = NumberBook.objects.filter(pk=pk).select_related("authority").first()
    if book is None:
        raise Http404
    body_unit(user, pk=book.authority_id)
    book.unit = book.authority
    return book


def kind_of(user, *, pk, round):
    """Loader: a deciding unit, with the kind of decision in the address."""
    if round not in Round.values:
        raise Http404
    unit = body_unit(user, pk=pk)
    unit.asked = round
    return unit


@policy("session.view", load=body_unit)
def number_list(request, unit):
    """Sổ số quyết định: every number with its state, the person, the session, the reason."""
    books = list(unit.number_books.order_by("-starts", "round"))
    people = DecisionNumber.objects.filter(book__in=books).values("candidate")
    visible = Candidate.objects.visible_to(request.user).filter(pk__in=people)
    today = timezone.localdate()
    running = {book.round for book in books if book.starts <= today <= book.ends and book.first}
    context = {
        "unit": unit,
        "symbol": symbol_of(unit),
        "books": [
            (book, Paginator(lines_of(book), PAGE).get_page(request.GET.get("trang"))) for book in books
        ],
        "visible": set(visible.values_list("pk", flat=True)),
        "unopened": [kind for kind in Round if kind not in running],
        "manages": can(request.user, "session.manage", unit),
        # Who reads to whom a number is kept: to anybody else it would tell the drafts.
        "prepares": can(request.user, "session.release", unit),
    }
    return render(request, "admission/session_numbers.html", context)


@policy("session.manage", load=kind_of, methods=("GET", "POST"))
def number_first(request, unit):
    """Ghi số đầu tiên of an office that begins in the middle of a term."""

    def act(first):
        set_first(unit, unit.asked, actor=request.user, first=first, on=timezone.localdate())
        return "Đã ghi số đầu tiên. Quyết định tiếp theo lấy số này."

    return _do(request, unit, FirstForm, act, f"Số đầu tiên: quyết định {Round(unit.asked).label}")


@policy("session.manage", load=book_of, methods=("GET", "POST"))
def number_void(request, book):
    """Hủy một số chưa dùng."""

    def act(value, reason):
        register.void_number(book, actor=request.user, value=value, reason=reason)
        return "Đã hủy số và ghi lý do vào sổ."

    return _do(request, book.authority, VoidForm, act, f"Hủy số: {book}")


@policy("session.manage", load=body_unit, methods=("GET", "POST"))
def number_term(request, unit):
    """Mở sổ của nhiệm kỳ mới."""

    def act(starts, sure):
        begin_term(unit, actor=request.user, on=starts)
        return f"Đã mở sổ của nhiệm kỳ mới, số chạy lại từ 01 từ ngày {starts:%d/%m/%Y}."

    return _do(request, unit, TermForm, act, "Mở sổ nhiệm kỳ mới")


def _do(request, unit, form_class, act, title):
    form, reasons = form_class(data_of(request)), ()
    if form.is_valid():
        try:
            messages.success(request, act(**form.cleaned_data))
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("admission:number_list", pk=unit.pk)
    return form_page(request, "admission/session_number.html", form, reasons, unit=unit, title=title)
