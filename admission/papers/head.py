"""What stands around the text of a form: organs, number, place and day, who signs."""

from dataclasses import dataclass

from admission.papers.blanks import BLANK_DAY, NUMBER
from admission.papers.dossier import BODIES, SECTION_REPORT
from admission.papers.organs import committee, on_behalf, place, symbol
from admission.papers.page import BLANK, Signature, Signatures
from admission.reports.labels import long_day

NOTE = "(Ký, ghi rõ họ và tên)"
STANDING = "T/M BAN THƯỜNG VỤ"


@dataclass(frozen=True)
class Head:
    above: str = ""
    organ: str = ""
    symbol: str = ""  # of the organ: "CB"
    behalf: str = ""  # "T/M CHI BỘ"
    number: str = ""  # as it was recorded
    day: str = f"{NUMBER}, {BLANK_DAY}"
    post: str = BLANK
    signer: str = ""
    secretary: str = ""


BLANK_HEADS = {
    "branch": Head("ĐẢNG BỘ ……………", "CHI BỘ ……………", "CB", "T/M CHI BỘ"),
    "section": Head("ĐẢNG BỘ ……………", "ĐẢNG ỦY BỘ PHẬN ……………", "ĐU", "T/M ĐẢNG ỦY"),
    "committee": Head("ĐẢNG BỘ ……………", "ĐẢNG ỦY ……………", "ĐU", "T/M ĐẢNG ỦY"),
    "certifier": Head("ĐẢNG BỘ ……………", "ĐẢNG ỦY ……………", "ĐU", "T/M ĐẢNG ỦY"),
    "deciding": Head("ĐẢNG BỘ ……………", BLANK, NUMBER, STANDING),
}


def blank_head(form):
    return BLANK_HEADS.get(form.issuer) or Head(BLANK, f"{form.organ} {BLANK}")


def head_of(dossier, form, names, day, *, writer, decider):
    """The head of a form for a file. `writer`: who signs a paper of a person; `decider`: the deciding body's name."""
    unit = dossier.issuer(form)
    if unit is None:
        return Head(signer=writer)
    name = names.of(unit)
    is_standing = form.issuer == "deciding" and decider.startswith("Ban Thường vụ ")
    vote, item = dossier.told_by(form)
    chair = item.meeting.chair if item else vote.chair if vote else ""
    decided = form.signed_by == "decision"
    return Head(
        above=names.of(names.above(unit)).upper(),
        organ=committee(unit.kind, name).upper(),
        symbol=symbol(unit.kind, name),
        behalf=STANDING if is_standing else on_behalf(unit.kind, name),
        number=_number(dossier, form),
        day=f"{_place(dossier, unit, names) or NUMBER}, {long_day(day) if day else BLANK_DAY}",
        post=_post(item.meeting.chair_post) if item else BLANK,
        signer=dossier.decision.signer
        if decided
        else dossier.ceremony_chair
        if form.code == "BB-LKN"
        else chair,
        secretary=""
        if form.code == "BB-LKN"
        else item.meeting.secretary
        if item
        else vote.secretary
        if vote
        else "",
    )


def number_line(form, head):
    """ "Số 05-NQ/CB": as recorded, or with dots; "" for a paper without a number."""
    if form.number:
        return form.number
    if not form.symbol:
        return ""
    if head.number and not head.number.isdigit():
        return f"Số {head.number}"
    return f"Số {head.number or NUMBER}-{form.symbol}/{head.symbol}"


def closing(form, head, recipients):
    """Recipients and signatures under a form."""
    if form.signed_by in ("organ", "decision"):
        return Signatures(right=Signature((head.behalf, head.post), head.signer), recipients=recipients)
    if form.signed_by == "minutes":
        return Signatures(
            left=Signature(("THƯ KÝ",), head.secretary), right=Signature(("CHỦ TRÌ",), head.signer)
        )
    *left, right = form.signed_by.split(" | ")
    return Signatures(
        right=_labelled(form, head, right),
        left=_labelled(form, head, left[0]) if left else None,
        recipients=recipients,
    )


def _labelled(form, head, label):
    personal = form.heading == "personal"
    lines = tuple(label.split(" / "))
    note = NOTE if len(lines) == 1 else ""
    return Signature(lines, head.signer if personal else "", note, head.day if personal else "")


def _number(dossier, form):
    if form.issued:
        return dossier.decision.number
    if form.code == "TTr":
        paper = dossier.paper("TTr")
    elif form.code == SECTION_REPORT[dossier.round]:
        paper = dossier.paper(form.code)
    else:
        paper = dossier.vote(BODIES.get(form.issuer)) if form.signed_by == "organ" else None
    return paper.number if paper else ""


def _place(dossier, unit, names):
    above = names.above(unit)
    return place(
        [names.of(one) for one in (unit, dossier.route.committee, above, dossier.route.deciding) if one]
    )


def _post(post):
    lowered = post.lower()
    if lowered.startswith("phó bí thư"):
        return "PHÓ BÍ THƯ"
    return "BÍ THƯ" if lowered.startswith("bí thư") else BLANK
