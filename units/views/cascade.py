"""Giao chỉ tiêu cho các đơn vị trực thuộc, on one page: suggestions and pasting fill it, saving comes last."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Max
from django.http import Http404
from django.shortcuts import redirect, render

from partytrack.errors import Conflict, Refused
from partytrack.templatetags.ui import number
from units import cascade, ledger, pasting, targets
from units.forms.cascade import CascadePaperForm, FiguresForm, SharingForm
from units.models import Period, Target, TargetBy, Unit
from units.policy import policy
from units.views.target import address_of, period_asked_for, unit_with_targets


@dataclass(frozen=True)
class Sheet:
    """What the page is of. `rows`: `cascade.Beside` of each child; `whole`: the unit's own figure or None."""

    unit: Unit
    period: Period
    of: str
    rows: list[cascade.Beside]
    whole: Target | None

    @property
    def children(self):
        return [row.unit for row in self.rows]

    def shown(self, seen):
        """({child: its assigned line or None}, id of the newest line); up to the line `seen`, if given."""
        ids = [child.pk for child in self.children]
        lines = targets.in_force(unit_ids=ids, period=self.period, upto=seen)
        if seen is None:
            here = Target.objects.filter(unit__in=ids, period=self.period)
            seen = here.aggregate(newest=Max("pk"))["newest"] or 0
        return {child: lines.get((child.pk, TargetBy.ASSIGNED, self.of)) for child in self.children}, seen


@dataclass(frozen=True)
class Told:
    """What became of a suggestion or of pasting, to be read before saving."""

    sentence: str
    tone: str = "info"
    unclear: tuple[pasting.Unclear, ...] = ()


@policy("target.assign", load=unit_with_targets, methods=("GET", "POST"))
def target_assign(request, unit):
    """Giao chỉ tiêu cho các đơn vị trực thuộc theo một văn bản."""
    sheet = _sheet(request, unit)
    if request.method == "POST" and request.POST.get("viec", "giao") == "giao":
        return _save(request, sheet)
    if request.method == "POST":
        return _fill(request, sheet)
    shown, seen = sheet.shown(None)
    whole = sheet.whole.value if sheet.whole else None
    return _page(
        request, sheet, CascadePaperForm(), SharingForm(initial={"total": whole}),
        FiguresForm(initial={"seen": seen}, shown=shown),
    )  # fmt: skip


def _sheet(request, unit):
    period = period_asked_for(request, unit)
    children = list(unit.children.open().order_by("path"))
    of = request.GET.get("nhom", "all")
    if period is None or not children or of not in targets.GROUPS:
        raise Http404
    rows = cascade.beside(children, period, of=of)
    return Sheet(unit, period, of, rows, cascade.figure_of(unit, period, of))


def _save(request, sheet):
    figures = FiguresForm(request.POST, shown=sheet.shown(_seen(request))[0])
    paper, sharing = CascadePaperForm(request.POST), SharingForm(request.POST)
    if not (figures.is_valid() & paper.is_valid()):
        return _page(request, sheet, paper, sharing, figures, status=422)
    changes = figures.changes()
    try:
        targets.enter_targets(
            changes, actor=request.user, period=sheet.period, by=TargetBy.ASSIGNED, of=sheet.of,
            seen=_seen(request), **paper.cleaned_data,
        )  # fmt: skip
    except Conflict as refused:
        shown, seen = sheet.shown(None)
        figures = FiguresForm(initial={**_typed(request), "seen": seen}, shown=shown)
        return _page(request, sheet, paper, sharing, figures, reasons=refused.reasons, status=409)
    except Refused as refused:
        return _page(request, sheet, paper, sharing, figures, reasons=refused.reasons, status=422)
    messages.success(request, f"Đã giao chỉ tiêu cho {len(changes)} đơn vị.")
    return redirect(address_of(sheet.unit, sheet.period))


def _seen(request):
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _fill(request, sheet):
    """The page again with figures suggested or pasted; nothing is saved."""
    typed, shown = _typed(request), sheet.shown(_seen(request))[0]
    what = request.POST["viec"]
    if what in cascade.SUGGESTIONS:
        told = _suggest(sheet, typed, shown, what)
    elif what == "dan":
        told = _paste(sheet, typed)
    else:
        told = None
    return _page(
        request, sheet, CascadePaperForm(initial=typed), SharingForm(initial=typed),
        FiguresForm(initial=typed, shown=shown), told=told,
    )  # fmt: skip


def _typed(request):
    """Every field as it was typed; of ticks that were not sent, that they are off."""
    floors = {f"s{name[1:]}": False for name in request.POST if name.startswith("u")}
    return floors | request.POST.dict()


def _suggest(sheet, typed, shown, by):
    """Nobody is given a target of 0 who had none: there a share of 0 leaves the field blank."""
    total = typed.get("total", "").strip()
    if not (total.isascii() and total.isdigit() and len(total) < 8):
        return Told("Ghi tổng số đem chia, rồi chọn cách chia.", "warn")
    found = cascade.suggested(int(total), sheet.rows, by)
    words = cascade.SUGGESTIONS[by]
    if found is None:
        return Told(f"Chưa chia được theo {words}: các đơn vị chưa có số liệu này.", "warn")
    typed |= {f"u{unit.pk}": found[unit.pk] or (0 if target else "") for unit, target in shown.items()}
    return Told(
        f"Đã chia {number(int(total))} theo {words}, làm tròn để cộng lại đúng "
        f"{number(int(total))}. Chưa lưu: xem lại, sửa nếu cần, rồi bấm Giao chỉ tiêu."
    )


def _paste(sheet, typed):
    pasted = pasting.read(typed.get("pasted", "")[:60_000], sheet.children)
    for pk, (value, at_least) in pasted.figures.items():
        typed |= {f"u{pk}": value, f"s{pk}": at_least}
    if pasted.figures:  # what is left is to be corrected and pasted again
        typed["pasted"] = "\n".join(line.text for line in pasted.unclear)
    if not pasted.figures and not pasted.unclear:
        return Told("Chưa có dòng nào được dán vào.", "warn")
    if not pasted.figures:
        return Told("Chưa điền được số nào:", "warn", tuple(pasted.unclear))
    filled = f"Đã điền số của {len(pasted.figures)}/{len(sheet.rows)} đơn vị"
    sentence = f"{filled}. Chưa lưu: xem lại rồi bấm Giao chỉ tiêu."
    if pasted.unclear:
        sentence += f" Còn {len(pasted.unclear)} dòng chưa dùng được:"
    return Told(sentence, "warn" if pasted.unclear else "info", tuple(pasted.unclear))


def _page(request, sheet, paper, sharing, figures, *, told=None, reasons=(), status=200):
    rows = [(row, figures.shown[row.unit], *figures.of(row.unit)) for row in sheet.rows]
    typed = [figures.figure(row.unit) for row in sheet.rows]
    known = [value for value in typed if value is not None]
    whole = sheet.whole.value if sheet.whole else None
    context = {
        "sheet": sheet,
        "unit": sheet.unit,
        "period": sheet.period,
        "lines": rows,
        "paper": paper,
        "sharing": sharing,
        "figures": figures,
        "told": told,
        "reasons": reasons,
        "whole": whole,
        "sum": sum(known),
        "gap": ledger.gap_in_words(sum(known), whole) if known and whole is not None else "",
        "groups": targets.GROUPS,
        "suggestions": cascade.SUGGESTIONS,
        "back": address_of(sheet.unit, sheet.period),
    }
    return render(request, "units/target_assign.html", context, status=status)
