"""A hostile house: warnings are errors, nothing undefined is printed, unordered rows come in another order."""

import gc
import os
import shutil
from collections import defaultdict

import pytest
from django.db import connection
from django.db.models.query import QuerySet
from django.test import override_settings

from admission.rules import book
from admission.seal_guards import CORRECTIONS, SEALS
from partytrack import debian
from partytrack.journal.guards import ENTRIES

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # pytest-playwright keeps an event loop running
GUARDS = (ENTRIES, SEALS, CORRECTIONS)
IN_CI = bool(os.environ.get("CI"))


def pytest_runtest_setup(item):
    """`needs("PDF")`: names of the package lists in partytrack/debian.py."""
    for mark in item.iter_markers("needs"):
        for name in mark.args:
            _skip_without(getattr(debian, name))


def _skip_without(packages):
    absent = debian.missing(packages)
    if absent:
        pytest.skip(debian.command(absent))


def pytest_collection_modifyitems(items):
    """Files with a test that is given long go first: begun last, one would keep a worker when the others are done."""
    given = defaultdict(int)
    for item in items:
        for mark in item.iter_markers("timeout"):
            given[item.path] = max(given[item.path], *mark.args)
    items.sort(key=lambda item: -given[item.path])


def pytest_collection_finish():
    gc.freeze()  # what was imported by now stays: not to be looked through again and again


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    if IN_CI and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    if IN_CI and _skipped(config):
        terminalreporter.section("skipped, which CI does not allow", red=True)


def _skipped(config):
    return config.pluginmanager.get_plugin("terminalreporter").stats.get("skipped", [])


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium, kept from calling home."""
    _skip_without(debian.BROWSER)
    quiet = ["gpu", "quic", "background-networking", "component-update", "sync"]
    flags = ["--no-sandbox", "--no-first-run", *(f"--disable-{feature}" for feature in quiet)]
    return {"executable_path": shutil.which("chromium"), "args": flags}


@pytest.fixture(scope="session", autouse=True)
def _media(tmp_path_factory):
    """Files that tests keep lie in a folder of theirs."""
    with override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))):
        yield


@pytest.fixture(scope="session", autouse=True)
def _unordered_is_reversed():
    """Who does not ask for an order gets one that nobody expects."""
    fetch = QuerySet._fetch_all

    def fetch_reversed(queryset):
        is_fresh = queryset._result_cache is None
        fetch(queryset)
        if is_fresh and not queryset.ordered:
            queryset._result_cache.reverse()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "_fetch_all", fetch_reversed)
        yield


@pytest.fixture(scope="session", autouse=True)
def _flush_passes_the_guards():
    """Tests with real transactions empty every table afterwards, which SQLite's triggers on the journal refuse."""
    sql_flush = connection.ops.sql_flush

    def unguarded(*args, **options):
        drop = [statement for guard in GUARDS for statement in guard.sqlite_drop]
        install = [statement for guard in GUARDS for statement in guard.sqlite]
        return [*drop, *sql_flush(*args, **options), *install]

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "sqlite":
            patch.setattr(connection.ops, "sql_flush", unguarded)
        yield


@pytest.fixture(autouse=True, scope="session")
def shipped_rules():
    """Rules are asked without a database too: the book holds what is shipped, until a test takes `own_rules`."""
    book.extend_with(lambda: ([], []), list)


@pytest.fixture
def own_rules(db):
    """The rule book with what the installation adds."""
    from admission.rulebook import added_moved_days, added_rows  # models: not before Django is ready

    book.extend_with(added_rows, added_moved_days)
    yield book
    book.extend_with(lambda: ([], []), list)
