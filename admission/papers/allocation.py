"""Thông báo phân bổ chỉ tiêu, and the table of targets as it stood on a day, as `Page`s."""

from dataclasses import dataclass

from admission.papers.layouts import layout_on
from admission.papers.organs import Names, archive, committee, deciding_body, on_behalf, place, symbol
from admission.papers.page import BLANK, Heading, Page, Paragraph, Signature, Signatures, Table
from admission.reports.labels import inside, long_day, number
from units.models.unit import Kind
from units.targets import GROUPS

STANDING = (Kind.PROVINCE, Kind.SUPERIOR)


@dataclass(frozen=True)
class Signed:
    """What the ledger does not know of a paper."""

    post: str = ""
    name: str = ""
    place: str = ""


class Notice:
    """A paper of allocation by the names of its day: one for all, or one for each unit."""

    def __init__(self, allocation, signed):
        self.of, self.signed = allocation, signed
        self.names = Names([allocation.unit, *allocation.shares], allocation.on)
        unit = allocation.unit
        self.name = self.names.of(unit)
        self.body = _body(unit.kind, self.name, allocation.on)
        self.end = layout_on(allocation.on).end_mark
        self.what = f"chỉ tiêu kết nạp đảng viên {inside(allocation.period.name)}"
        self.verb = "điều chỉnh" if allocation.amends else "phân bổ"

    def for_all(self):
        """The notice with the table of units."""
        return self._page(
            Paragraph(
                f"{self.body} thông báo {self.verb} {self.what} cho các chi bộ, đảng bộ trực thuộc như sau:"
            ),
            self._table(),
            recipients=("Các chi bộ, đảng bộ trực thuộc,",),
        )

    def for_each(self):
        """{unit: the notice that is addressed to it alone}."""
        return {unit: self._one(unit) for unit in self.of.shares}

    def _one(self, unit):
        name = self.names.of(unit)
        amends = any(share.before for share in self.of.shares[unit])
        header = ("TT", "Tính cho", *(("Đã giao", "Nay giao") if amends else ("Chỉ tiêu",)))
        rows = tuple(
            (str(n), _group(share.of), *((share.before or "–", share.now) if amends else (share.now,)))
            for n, share in enumerate(self.of.shares[unit], 1)
        )
        widths = (8, 52, 20, 20) if amends else (8, 62, 30)
        verb = "điều chỉnh" if amends else "giao"
        return self._page(
            Paragraph(f"Kính gửi: {committee(unit.kind, name)}"),
            Paragraph(f"{self.body} thông báo {verb} {self.what} cho {name} như sau:"),
            Table(header, rows, widths, counts=len(header) - 2),
            recipients=(f"{committee(unit.kind, name)},",),
        )

    def _table(self):
        """One column for each group; of one that had figures before two, before and now."""
        groups = {of: self.of.amends_group(of) for of in self.of.groups}
        header, total = ["TT", "Đơn vị"], ["", "Cộng"]
        for of, amends in groups.items():
            header += _headings(of, amends)
            total += ([""] if amends else []) + [_number(self.of.total(of))]
        rows = [
            (str(n), self.names.of(unit), *self._cells(unit, groups))
            for n, unit in enumerate(self.of.shares, 1)
        ]
        columns = len(header) - 2
        widths = (8, max(36, 92 - 20 * columns), *([min(20, 56 // columns)] * columns))
        return Table(tuple(header), (*rows, tuple(total)), widths, counts=columns)

    def _cells(self, unit, groups):
        for of, amends in groups.items():
            share = self.of.share_of(unit, of)
            if amends:
                yield (share.before if share else "") or "–"
            yield share.now if share else "–"

    def _page(self, *blocks, recipients):
        unit, signed = self.of.unit, self.signed
        where = signed.place or place([self.name, self.names.of(self.names.above(unit))])
        reason = [Paragraph(f"Lý do điều chỉnh: {self.of.reason.rstrip('.')}.")] if self.of.reason else []
        return Page(
            code="TB",
            title="THÔNG BÁO",
            subject=f"{self.verb} {self.what}",
            organ_above=_above(unit, self.names),
            organ=committee(unit.kind, self.name).upper(),
            number=f"Số {self._number()}",
            day=f"{where or BLANK}, {long_day(self.of.on)}",
            on=self.of.on,
            blocks=(*blocks, *reason, self._request()),
            closing=Signatures(
                right=Signature((self._behalf(), signed.post or BLANK), signed.name),
                recipients=(*recipients, archive(unit.kind, self.name)),
            ),
        )

    def _request(self):
        return Paragraph(
            "Đề nghị căn cứ thông báo này xây dựng kế hoạch, tổ chức thực hiện và báo cáo kết quả theo quy định"
            f"{self.end}"
        )

    def _behalf(self):
        unit = self.of.unit
        return (
            "T/M BAN THƯỜNG VỤ" if self.body.startswith("Ban Thường vụ ") else on_behalf(unit.kind, self.name)
        )

    def _number(self):
        """As it was recorded; dots for the pen where no number was known."""
        decision = self.of.decision
        return decision if decision[:1].isdigit() else f"……-TB/{symbol(self.of.unit.kind, self.name)}"


def _body(kind, name, day):
    return deciding_body(kind, name, day) if kind in STANDING else committee(kind, name)


def _group(of):
    return "Tổng số" if of == "all" else GROUPS[of]


def _headings(of, amends):
    if of == "all":
        return ["Đã giao", "Nay giao"] if amends else ["Chỉ tiêu (người)"]
    return [f"{GROUPS[of]}: đã giao", f"{GROUPS[of]}: nay giao"] if amends else [GROUPS[of]]


def _above(unit, names):
    """The committee above, in capitals; "" at the top."""
    above = names.above(unit)
    return committee(above.kind, names.of(above)).upper() if above else ""


def _number(count):
    return "" if count is None else number(count)


def table_page(unit, period, table, day):
    """The `units.ledger.Table` of a unit as it stood on a day."""
    header = ("TT", "Đơn vị", *table.columns)
    own = ("", table.own.name, *(figure or "–" for _, figure in table.own.cells))
    rows = tuple(
        (str(n), row.name, *(figure or "–" for _, figure in row.cells))
        for n, row in enumerate(table.children, 1)
    )
    total = ("", "Các đơn vị cộng lại", *(_number(value) or "–" for _, value in table.sums))
    count = len(table.columns)
    widths = (8, max(34, 90 - 18 * count), *([min(20, 58 // count)] * count))
    blocks = [Table(header, (own, *rows, *([total] if rows else [])), widths, counts=count)]
    blocks += [Paragraph(note) for note in table.notes]
    if table.of_groups:
        lines = tuple(
            (line.unit.name, line.group, line.target.get_by_display(), line.figure)
            for line in table.of_groups
        )
        blocks += [
            Heading("Chỉ tiêu riêng cho từng nhóm"),
            Table(("Đơn vị", "Tính cho", "Loại chỉ tiêu", "Chỉ tiêu"), lines, (36, 28, 20, 16), counts=1),
        ]
    names = Names([unit], day)
    where = place([table.own.name, names.of(names.above(unit))])
    return Page(
        code="BIEU-CT",
        title="BIỂU CHỈ TIÊU KẾT NẠP ĐẢNG VIÊN",
        subject=f"{inside(period.name)}, như {long_day(day)}",
        organ_above=_above(unit, names),
        organ=committee(unit.kind, table.own.name).upper(),
        day=f"{where or BLANK}, {long_day(day)}",
        on=day,
        blocks=tuple(blocks),
        closing=Signatures(right=Signature(("NGƯỜI LẬP BIỂU",), note="(Ký, ghi rõ họ và tên)")),
    )
