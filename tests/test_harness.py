"""The suite's own strictness."""

import warnings

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.template import engines

from partytrack.journal.models import Entry, Head
from partytrack.journal.write import write


class Related:
    """Like a model whose one-to-one relation has nobody at the other end."""

    @property
    def other(self):
        raise Head.DoesNotExist


def render(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("source", ["{{ nobody }}", "{{ nobody.name|date:'d' }}", "{{ nobody|default:'–' }}"])
def test_harness_fails_on_an_undefined_variable(source):
    with pytest.raises(LookupError, match="undefined template variable: nobody"):
        render(source)


def test_harness_lets_a_template_ask_whether_something_is_defined():
    assert render("{% if nobody %}yes{% else %}no{% endif %}") == "no"
    assert render("{% for one in nobody %}{{ one }}{% empty %}none{% endfor %}") == "none"


def test_harness_judges_a_missing_related_object_as_production_does():
    assert render("{% if a.other %}yes{% else %}no{% endif %}", a=Related()) == "no"
    assert render("{{ a.other|default:'–' }}", a=Related()) == "–"
    with pytest.raises(LookupError, match="related object"):
        render("{{ a.other }}", a=Related())


def test_harness_makes_warnings_errors():
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


@pytest.mark.sqlite_too
@pytest.mark.django_db
def test_harness_reverses_rows_that_nobody_ordered():
    unordered = list(Permission.objects.order_by().values_list("pk", flat=True)[:3])
    assert unordered == sorted(unordered, reverse=True)


@pytest.mark.django_db
def test_harness_leaves_an_asked_order_alone():
    ordered = list(Permission.objects.order_by("pk").values_list("pk", flat=True)[:3])
    assert ordered == sorted(ordered)


@pytest.mark.sqlite_too
@pytest.mark.django_db(transaction=True)
def test_harness_empties_the_journal_and_leaves_its_guards():
    with transaction.atomic():
        write("test.happened", subject="test:1")
    call_command("flush", interactive=False, verbosity=0)
    assert Entry.objects.count() == 0
    with transaction.atomic():
        write("test.happened", subject="test:2")
    with pytest.raises(DatabaseError, match="append-only"):
        Entry.objects.all().delete()
