"""What the official tables ask of a person: stated with the person, or on its own page at any later step."""

import pytest
from django.db import connection
from django.urls import reverse

from admission.models import StatisticalFacts
from partytrack.journal.models import Entry

pytestmark = pytest.mark.django_db


def page(file):
    return reverse("admission:statistics", args=[file.pk])


@pytest.mark.sqlite_too
def test_statistics_are_noted_after_the_ceremony_and_sealed(w, as_user):
    file = w.climb(w.file(), to="probationary")
    client = as_user(w.secretary)
    fields = {"job": "commune_office", "foreign_marriage": "no", "version": file.version}
    answer = client.post(page(file), fields)
    assert answer["Location"] == reverse("admission:candidate_detail", args=[file.pk])
    facts = StatisticalFacts.objects.get(candidate=file)
    assert (facts.job, facts.foreign_marriage, facts.academic_title) == ("commune_office", "no", "")
    said = {"fields": ["job", "foreign_marriage"], "version": file.version + 1}
    assert Entry.objects.latest("seq").body == said
    with connection.cursor() as cursor:
        cursor.execute("select foreign_marriage from admission_statisticalfacts")
        assert cursor.fetchone()[0] != "no"
    assert client.post(page(file), fields | {"version": file.version + 1}).status_code == 422
    assert client.get(page(file)).context["form"]["job"].value() == "commune_office"


@pytest.mark.sqlite_too
def test_statistics_of_an_older_page_do_not_undo_what_was_noted_since(w, as_user):
    file = w.file()
    client = as_user(w.secretary)
    older = {
        name: client.get(page(file)).context["form"][name].value() for name in ("version", "academic_title")
    }
    assert client.post(page(file), {"version": older["version"], "job": "hamlet"}).status_code == 302
    answer = client.post(page(file), older | {"private_owner": "yes"})
    text = answer.content.decode()
    assert (answer.status_code, "Là chủ doanh nghiệp tư nhân" in text, w.secretary.name in text) == (
        409,
        True,
        True,
    )
    facts = StatisticalFacts.objects.get(candidate=file)
    assert (facts.job, facts.private_owner) == ("hamlet", "")


def test_statistics_are_stated_with_the_person(w, as_user):
    file = w.file()
    client, url = as_user(w.secretary), reverse("admission:candidate_edit", args=[file.pk])
    form = client.get(url).context["form"]
    said = {field.html_name: field.value() for field in form if field.value() not in (None, "")}
    said = {name: value for name, value in said.items() if value is not False}
    said |= {"born_on": "20/05/1996", "youth_union_on": "26/03/2012", "job": "hamlet"}
    assert client.post(url, said).status_code == 302
    assert StatisticalFacts.objects.get(candidate=file).job == "hamlet"
    assert Entry.objects.latest("seq").body["fields"] == ["job"]


def test_statistics_are_for_the_branch(w, as_user):
    file = w.file()
    assert [
        as_user(user).post(page(file), {"job": "hamlet"}).status_code for user in (w.auditor, w.board)
    ] == [403, 403]
