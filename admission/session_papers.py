"""What is printed of a session, as `Page`s: the docket before it, list and minutes after it."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from admission.domain.session.outcomes import minutes_of
from admission.models import Candidate, JobKind
from admission.papers.build import pages_of
from admission.papers.forms import forms
from admission.papers.head import STANDING
from admission.papers.layouts import layout_on
from admission.papers.organs import Names, archive, committee, deciding_body, on_behalf, place
from admission.papers.page import (
    BLANK,
    Heading,
    Item,
    Page,
    Paragraph,
    PenLines,
    Signature,
    Signatures,
    Table,
)
from admission.reports.labels import long_day
from admission.states import Outcome, Round

WHAT = "kết nạp đảng viên, công nhận đảng viên chính thức"
SIGN = "(Ký, ghi rõ họ và tên)"
DECISION_OF = {Round.ADMISSION: "9-KNĐ", Round.RECOGNITION: "16-KNĐ"}


def papers_of(session, kind):
    """The papers of a session of one `JobKind`, in the order in which they are printed, always the same. Each is a
    function that makes its `Page`s: only one at a time need be in memory."""
    files = Candidate.objects.with_clocks().in_bulk(session.items.values_list("candidate", flat=True))
    items = list(session.items.select_related("candidate__unit").order_by("id"))
    if kind == JobKind.DOCKET:
        sitting = _Sitting(session, items)
        return [lambda: [sitting.docket(files)], *(partial(_form, item, "TS") for item in items)]
    published = [item for item in items if item.published]
    sitting = _Sitting(session, published)
    if kind == JobKind.MINUTES:
        return [lambda: [sitting.minutes()]]
    admitted = [item for item in published if item.outcome == Outcome.ADMIT]
    decisions = [partial(_form, item, DECISION_OF[item.round]) for item in admitted]
    ceremonies = [partial(_form, item, "BB-LKN") for item in admitted if item.round == Round.ADMISSION]
    return [lambda: [sitting.results()], *decisions, *ceremonies]


def _form(item, code):
    """A form of the file of an item, printed for the body that decides on it."""
    return pages_of(item.candidate, forms()[code], files=Candidate.objects.filter(pk=item.candidate_id))


@dataclass
class _Sitting:
    """A session with the names of its day."""

    session: object
    items: list

    def __post_init__(self):
        unit = self.session.unit
        self.names = Names([unit, *(item.candidate.unit for item in self.items)], self.session.held_on)
        self.name, above = self.names.of(unit), self.names.above(unit)
        self.above = self.names.of(above).upper()
        self.body = deciding_body(unit.kind, self.name, self.session.held_on)
        self.end_mark = layout_on(self.session.held_on).end_mark

    def docket(self, files):
        """Danh sách trình phiên họp, with the day by which each decision is due."""
        rows = [(*row, _day(files[item.candidate_id].due_on)) for item, row in self._rows()]
        return self._page(
            "DANH SÁCH", f"hồ sơ trình {self.body} xét {WHAT}",
            Table(
                ("TT", "Họ và tên", "Ngày sinh", "Chi bộ", "Xét", "Hạn quyết định"),
                tuple(rows), (9, 34, 25, 42, 26, 26),
            ),
            Paragraph(f"Danh sách gồm {len(rows)} hồ sơ{self.end_mark}"),
            closing=Signatures(right=Signature(("NGƯỜI LẬP",), note=SIGN)),
        )  # fmt: skip

    def results(self):
        """Danh sách kết quả: what was concluded on each file."""
        rows = [(*row, item.get_outcome_display(), item.number or item.reason) for item, row in self._rows()]
        return self._page(
            "DANH SÁCH", f"kết quả phiên họp {self.body} xét {WHAT}",
            Table(
                ("TT", "Họ và tên", "Ngày sinh", "Chi bộ", "Xét", "Kết luận", "Số quyết định, lý do"),
                tuple(rows), (9, 28, 25, 32, 21, 24, 30),
            ),
            Paragraph(f"Danh sách gồm {len(rows)} hồ sơ: {self._counts()}{self.end_mark}"),
            closing=self._signed(),
        )  # fmt: skip

    def minutes(self):
        """Biên bản phiên họp. What was not recorded is left to the pen."""
        noted = minutes_of(self.session)
        chair, secretary = (noted.chair, noted.secretary) if noted else ("", "")
        return self._page(
            "BIÊN BẢN", f"phiên họp xét {WHAT}",
            Paragraph(f"Hôm nay, {long_day(self.session.held_on)}, {self.body} họp xét {WHAT}."),
            Heading("I. THÀNH PHẦN"), *_attendance(noted),
            Paragraph(f"Chủ trì: đồng chí {chair or BLANK}. Thư ký: đồng chí {secretary or BLANK}."),
            Heading("II. NỘI DUNG"),
            Paragraph(f"Phiên họp xét từng hồ sơ trong chương trình gồm {len(self.items)} hồ sơ:"),
            Table(
                ("TT", "Họ và tên", "Ngày sinh", "Chi bộ", "Xét", "Tán thành – không", "Kết luận"),
                tuple((*row, _vote(item), _conclusion(item)) for item, row in self._rows()),
                (9, 28, 25, 34, 21, 18, 34),
            ),
            Heading("III. KẾT QUẢ"), *map(Item, self._count_lines()),
            Paragraph(f"Biên bản lập xong và được thông qua cùng ngày{self.end_mark}"),
            closing=Signatures(
                left=Signature(("THƯ KÝ",), name=secretary, note=SIGN),
                right=Signature(("CHỦ TRÌ",), name=chair, note=SIGN),
            ),
        )  # fmt: skip

    def _page(self, title, subject, *blocks, closing):
        where = place([self.name, self.names.of(self.names.above(self.session.unit))])
        on = self.session.held_on
        return Page(
            code="PH", title=title, subject=f"{subject}, {long_day(on)}" if title == "DANH SÁCH" else subject,
            organ_above=self.above, organ=committee(self.session.unit.kind, self.name).upper(),
            day=f"{where}, {long_day(on)}" if where else long_day(on).capitalize(), on=on,
            blocks=blocks, closing=closing,
        )  # fmt: skip

    def _rows(self):
        """Each item with the cells that every table begins with."""
        for n, item in enumerate(self.items, 1):
            file = item.candidate
            round_ = "Kết nạp" if item.round == Round.ADMISSION else "Công nhận chính thức"
            yield item, (str(n), file.full_name, _day(file.born_on), self.names.of(file.unit), round_)

    def _count_lines(self):
        counts = Counter(item.outcome for item in self.items)
        return [f"{outcome.label}: {counts[outcome]} hồ sơ." for outcome in Outcome if counts[outcome]]

    def _counts(self):
        counts = Counter(item.outcome for item in self.items)
        told = (f"{outcome.label.lower()} {counts[outcome]}" for outcome in Outcome if counts[outcome])
        return ", ".join(told)

    def _signed(self):
        kind = self.session.unit.kind
        stands = self.body.startswith("Ban Thường vụ ")
        behalf = STANDING if stands else on_behalf(kind, self.name)
        signature = Signature((behalf, BLANK), name=self.session.signer)
        return Signatures(right=signature, recipients=(archive(kind, self.name),))


def _attendance(noted):
    if noted is None:
        yield Paragraph(f"Tổng số thành viên: {BLANK}; có mặt: {BLANK}; vắng mặt: {BLANK}, lý do: {BLANK}")
        return
    away = noted.members - noted.present
    yield Paragraph(f"Tổng số thành viên: {noted.members}; có mặt: {noted.present}; vắng mặt: {away}.")
    if noted.absent:
        yield from (Item(line) for line in noted.absent.splitlines() if line.strip())
    elif away:
        yield PenLines(1)


def _vote(item):
    return "" if item.votes_for is None else f"{item.votes_for} – {item.votes_against}"


def _conclusion(item):
    if item.number:
        return f"{item.get_outcome_display()}, số {item.number}"
    return f"{item.get_outcome_display()}: {item.reason}" if item.reason else item.get_outcome_display()


def _day(day):
    return f"{day:%d/%m/%Y}" if day else ""
