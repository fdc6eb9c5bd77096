"""Every form: its wording and what is known of where it comes from, one file each in texts/."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from admission.models.form_text import FormText
from admission.states import Round

TEXTS = Path(__file__).with_name("texts")
CURRENT = "current"  # the round that the file is in
ORDER = (
    "1-KNĐ", "3-KNĐ", "4-KNĐ", "4a-KNĐ", "5-KNĐ", "BB-XKN", "6-KNĐ", "7-KNĐ", "8-KNĐ", "TTr", "DS-TTr", "PC-HS", "TS",
    "9-KNĐ", "BB-LKN", "10-KNĐ", "11-KNĐ", "12-KNĐ", "BB-XCN", "13-KNĐ", "14-KNĐ", "15-KNĐ", "16-KNĐ",
)  # fmt: skip


@dataclass(frozen=True)
class Form:
    """`issuer`: whose letterhead ("branch", "section", "committee", "certifier", "deciding"; "" for a person).
    `signed_by`: "organ", "minutes", "decision", or the lines above a signature, right or left | right.
    `blank`, `prefilled`: may be printed without a file, or with the data of one. `issued`: exists only once decided."""

    code: str
    slug: str
    title: str
    heading: str
    signed_by: str
    text: str
    confirmed: bool
    source: str
    since: date
    issuer: str = ""
    symbol: str = ""
    organ: str = ""
    number: str = ""
    round: str = Round.ADMISSION
    steps: tuple[str, ...] = ()
    prefilled: bool = True
    blank: bool = True
    issued: bool = False
    for_each: str = ""
    note: str = ""

    def round_of(self, file_round):
        return file_round if self.round == CURRENT else Round(self.round)


@cache
def forms():
    """{code: `Form`} in the order of a file."""
    found = {form.code: form for form in map(_read, TEXTS.glob("*.yaml"))}
    return {code: found.pop(code) for code in ORDER} | found


def by_slug(slug):
    return next((form for form in forms().values() if form.slug == slug), None)


def _read(path):
    data = yaml.safe_load(path.read_text("utf-8"))
    return Form(slug=path.stem, **{**data, "steps": tuple(data.get("steps", ()))})


def text_on(form, day):
    """The wording in force on a day: the replacement that began last, else the one that comes with the system."""
    replaced = FormText.objects.filter(code=form.code, since__lte=day).order_by("-since", "-id").first()
    return replaced.text if replaced else form.text
