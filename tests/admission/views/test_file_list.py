"""The list of files page by page, against a filter written naively; which indexes serve it."""

import random
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from admission import file_lines
from admission.models import Candidate
from admission.querysets import Voted
from admission.states import ADMISSION_LADDER, ENDED, OPEN, RECOGNITION_LADDER, State
from admission.views import files as views
from partytrack.vi import fold
from tests.admission.reports.readers import html_rows
from tests.world import make_user, person
from units.models import Role, Unit
from units.models.unit import Kind

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
LIST = reverse("admission:candidate_list")
NAMES = (
    "Nguyễn Văn An",
    "Nguyễn Thị Ánh",
    "Trần Văn Ân",
    "H'Hen Niê",
    "Đỗ Đức Anh",
    "Lê Thị Hòa",
    "Lê Thị Hoà Bình",
)
QUERIES = (
    {}, {"buoc": "all"}, {"buoc": "nurtured"}, {"buoc": "ended"}, {"buoc": "admission"}, {"tim": "nguyen"},
    {"tim": "Nguyễn"}, {"tim": "hhen nie"}, {"tim": "đo duc"}, {"tim": "hoa", "buoc": "source"},
    {"don_vi": "section"}, {"don_vi": "section", "tim": "an"}, {"don_vi": "commune", "buoc": "probation"},
    {"don_vi": "base_branch", "buoc": "all", "tim": "le hoa"}, {"tim": "100%_"},
)  # fmt: skip
STEPS = {
    "": OPEN,
    "all": State,
    "ended": ENDED,
    "admission": ADMISSION_LADDER,
    "probation": RECOGNITION_LADDER,
}


def files_of(w, count):
    """Files with names from a few, in three branches, at three steps."""
    draw, like = random.Random(4), w.file()
    branches = (w.branch, w.section_branch, w.base_branch)
    rows = []
    for _ in range(count):
        row = Candidate(
            unit=draw.choice(branches), state="source", version=1, last_entry_id=like.last_entry_id,
            registered_on=like.registered_on, since=like.since,
            **person(full_name=draw.choice(NAMES)),
        )  # fmt: skip
        row.derive()
        rows.append(row)
    Candidate.objects.bulk_create(rows)
    for file in Candidate.objects.filter(sort_key__gt="").order_by("id")[: count // 6]:
        w.act(file, "assign_helper", like.since)
    for file in Candidate.objects.order_by("-id")[: count // 6]:
        w.act(file, "stop", like.since, reason="works_away")


def followed(client, query, rel):
    """The pages, following the links of that kind from the first or, back, from the last."""
    address = f"{LIST}?{'&'.join(f'{name}={value}' for name, value in query.items())}"
    texts = []
    while address:
        texts.append(client.get(address).content.decode())
        found = re.search(rf'rel="{rel}" href="([^"]+)"', texts[-1])
        address = found and LIST + unescape(found[1])
    return texts


def shown(texts):
    return [pk for text in texts for pk in re.findall(r'<td><a href="/ho-so/(\d+)/"', text)]


def naive(files, query, unit):
    """What a reader would pick by hand."""
    step = query.get("buoc") or ("all" if query.get("tim") else "")
    picked = [
        file for file in files
        if file.state in STEPS.get(step, (step,))
        and (unit is None or file.unit.path.startswith(unit.path))
        and all(word in fold(file.full_name) for word in fold(query.get("tim", "")).split())
    ]  # fmt: skip
    return [str(file.pk) for file in sorted(picked, key=lambda file: (file.sort_key, file.pk))]


def test_list_agrees_with_a_naive_filter_on_every_page(w, as_user, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 7)
    files_of(w, 40)
    files = Candidate.objects.select_related("unit").order_by("id")
    for user in (w.secretary, make_user(Role.AUDITOR, w.section), w.board):
        client = as_user(user)
        mine = [file for file in files if file.unit.path.startswith(user.grants.get().unit.path)]
        for query in QUERIES:
            unit = getattr(w, query["don_vi"]) if "don_vi" in query else None
            if unit and not unit.path.startswith(user.grants.get().unit.path):
                continue
            asked = {**query, "don_vi": unit.pk} if unit else query
            assert shown(followed(client, asked, "next")) == naive(mine, query, unit), (user, query)


def test_list_leads_back_to_its_first_page(w, as_user, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 7)
    files_of(w, 20)
    client = as_user(w.board)
    there = followed(client, {"buoc": "all"}, "next")
    at, back = there[-1], []
    while found := re.search(r'rel="prev" href="([^"]+)"', at):
        at = client.get(LIST + unescape(found[1])).content.decode()
        back.append(at)
    assert shown(reversed(back)) == shown(there[:-1])
    assert "21 hồ sơ" in at.replace("\N{NO-BREAK SPACE}", " ")


def test_list_asks_four_queries_at_most(w, as_user, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 7)
    counts = []
    for count in (1, 20):
        files_of(w, count)
        client = as_user(w.board)
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts == [4, 4]  # session, user with grants, rows with their number, units to choose from


def test_list_shows_the_deadline_of_each_file(w, as_user):
    """The days kept as SQL, asked in some states alone, give the deadline that the file itself gives."""
    for state in ("source", "verifying", "certified", "branch_proposed", "decided", "probationary"):
        w.climb(w.file(w.section_branch), to=state)
    files = Candidate.objects.with_clocks().order_by(*file_lines.ORDER)
    due = [file.due_on.isoformat() if file.due_on else None for file in files]
    rows = as_user(w.board).get(LIST).content.decode().split("<tr>")[2:]
    days = (re.search(r'datetime="([^"]+)"', row) for row in rows)
    assert [day and day[1] for day in days] == due
    assert sum(day is None for day in due) < 4


def test_list_of_a_province_does_not_count_a_name(w, as_user, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 7)
    files_of(w, 20)
    client, said = as_user(w.board), []
    for kind in (w.district.kind, Kind.PROVINCE):
        Unit.objects.filter(pk=w.district.pk).update(kind=kind)
        text = client.get(LIST, {"tim": "a"}).content.decode()
        said.append(re.search(r"<span>((?:Hơn )?\d+) hồ sơ</span>", text)[1])
    named = sum("a" in fold(file.full_name) for file in Candidate.objects.order_by("id"))
    assert said == [str(named), "Hơn 7"]


def test_open_files_are_asked_for_in_the_words_of_their_indexes():
    """SQLite takes a partial index only where a statement holds its condition by the letter."""
    editor = connection.schema_editor(collect_sql=True)
    said = {
        index.name: index._get_condition_sql(Candidate, editor)
        for index in Candidate._meta.indexes if index.condition
    }  # fmt: skip
    voted = said.pop("candidate_voted_since")
    asked = {Candidate.objects.open(): set(said.values()), Candidate.objects.filter(Voted("state")): {voted}}
    for files, conditions in asked.items():
        where = str(files.order_by().query).partition(" WHERE ")[2]
        assert {where.replace('"admission_candidate".', "")} == conditions


def test_list_escapes_names(w, as_user):
    w.file(full_name="<b>An</b>")
    assert "<b>An" not in as_user(w.secretary).get(LIST).content.decode()


def test_list_says_when_nothing_is_found(w, as_user):
    w.file()
    answer = as_user(w.secretary).get(LIST, {"tim": "khong co ai"})
    assert html_rows(answer.content.decode()) == []
    assert "Không có hồ sơ nào phù hợp" in answer.content.decode()
