"""The processes of a real installation: one admission over HTTP, figures by beat and worker, Redis away for a while."""

import json
import re
import signal
import time
from datetime import date

import psycopg
import pytest
from django.utils import timezone

from admission.steps import WORDS
from tests.e2e.cast import PASSWORD
from tests.e2e.production import Installation, wait_for
from tests.e2e.web import Web
from tests.world import fields_for, person

pytestmark = pytest.mark.timeout(180)
TODAY = timezone.localdate()
CLIMB = [
    ("secretary", "assign_helper"), ("secretary", "take_application"), ("secretary", "file_papers"),
    ("secretary", "send_verification"), ("officer", "certify"), ("secretary", "branch_vote"),
    ("officer", "committee_vote"), ("officer", "submit"), ("board", "appraise"),
]  # fmt: skip

DELIVER_AGAIN = """
import django, random; django.setup()
from admission.tasks import recount
from partytrack.journal.tasks import dispatch
tasks = [dispatch] * 9 + [recount] * 3
random.Random(2).shuffle(tasks)
for task in tasks:
    task.delay()
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with Installation(tmp_path_factory.mktemp("production")) as installation:
        installation.run("manage.py", "migrate", "--noinput")
        installation.run("manage.py", "collectstatic", "--noinput")
        yield installation


@pytest.fixture(scope="module")
def ground(site):
    """What the seed says of the people, with everything running."""
    ground = site.seed()
    site.start()
    return ground


@pytest.fixture(scope="module")
def webs(site, ground):
    """Each person of the seed, signed in."""
    webs = {name: Web(site.url) for name in ground["users"]}
    for name, web in webs.items():
        page = web.send("/dang-nhap/", username=ground["users"][name], password=PASSWORD)
        assert (page.status, page.url) == (200, f"{site.url}/")
    return webs


def register(secretary, name):
    """The path of a new file of the secretary's branch."""
    someone = person(full_name=name, born_on=date(TODAY.year - 25, 5, 20))
    page = secretary.send("/ho-so/moi/", **someone, on=TODAY)
    assert page.status == 200, re.findall(r'class="errorlist".*?</ul>', page.text, re.DOTALL)
    return page.url


def climb(webs, file):
    """The acts of every level up to the session, all of them today."""
    for name, act in CLIMB:
        page = webs[name].send(f"{file}viec/{WORDS[act].slug}/", **fields_for(act, TODAY), on=TODAY)
        assert (act, page.status, page.url) == (act, 200, file)


def decide(board):
    session = board.send("/phien-hop/mo/", held_on=TODAY, signer="Phạm Văn Đức").url
    path = session.partition("://")[2].partition("/")[2]
    [late] = re.findall(r'value="(\d+\.\d+)"', board.get(session).text)  # submitted today: after the last day
    board.send(session, f"/{path}dua-vao/", files=late)
    [item] = re.findall(r'name="outcome(\d+)"', board.get(f"{session}ket-luan/").text)
    noted = {f"outcome{item}": "admit", f"number{item}": "31-QĐ/HU"}
    assert board.send(f"{session}ket-luan/", **noted).status == 200
    assert board.send(f"{session}cong-bo/").url == session


def test_production_is_alive_and_ready(site, ground):
    status, headers, body = site.get("/healthz")
    assert (status, body, headers["Server"]) == (200, b"ok", "gunicorn")
    status, _, body = site.get("/readyz")
    assert (status, json.loads(body)["ready"]) == (200, True)


def test_production_serves_static_files_for_ever(site, ground):
    _, _, page = site.get("/dang-nhap/")
    styles = re.findall(r'<link rel="stylesheet" href="(/static/css/base\.[0-9a-f]+\.css)"', page.decode())
    assert len(styles) == 1
    status, headers, _ = site.get(styles[0])
    assert (status, headers["Cache-Control"]) == (200, "max-age=315360000, public, immutable")


def test_production_begins_with_an_administrator(site, ground):
    told = site.run("manage.py", "create_admin", "quan-tri", "Trần Quản Trị", "--unit", ground["code"])
    [link] = re.findall(r"/mat-khau/dat/\S+", told)
    admin = Web(site.url)
    page = admin.get(link)
    assert admin.send(page.url, new_password1=PASSWORD, new_password2=PASSWORD).status == 200
    assert admin.send("/dang-nhap/", username="quan-tri", password=PASSWORD).url == f"{site.url}/don-vi/"


def test_production_counts_an_admission(site, ground, webs):
    district, period = ground["units"]["district"], ground["period"]
    wait_for(lambda: site.stored(district, period) is not None, 30)
    assert site.stored(district, period).get("admitted", 0) == 0
    file = register(webs["secretary"], "Nguyễn Thị Hoa")
    climb(webs, file)
    decide(webs["board"])
    page = webs["secretary"].send(
        f"{file}viec/{WORDS['ceremony'].slug}/", **fields_for("ceremony", TODAY), on=TODAY
    )
    assert (page.status, page.url) == (200, file)
    wait_for(lambda: site.stored(district, period).get("admitted") == 1, 30)
    report = json.loads(webs["board"].get(f"/bao-cao/{district}/json/?ky={period}").text)
    assert (report["admitted"], report["pool"]) == (1, {})


@pytest.mark.needs("PDF")
def test_production_prints_a_book_in_the_worker(site, ground, webs):
    query = f"?ky={ground['period']}"
    job = webs["board"].send(f"/bao-cao/{ground['units']['district']}/tap-so-lieu/{query}", query).url
    wait_for(lambda: "Tải tệp PDF" in webs["board"].get(job).text, 30)


def test_production_works_on_while_redis_is_away(site, ground, webs):
    """C3, for two beats instead of a minute: nothing but beats goes by while Redis is away."""
    district, period = ground["units"]["district"], ground["period"]

    def waiting():
        return site.stored(district, period).get("pool:source", 0)

    wait_for(lambda: site.stored(district, period) is not None, 30)
    before = waiting()
    site.stop_redis()
    start = time.monotonic()
    page_address = register(webs["secretary"], "Trần Văn Nam")
    assert time.monotonic() - start < 2
    assert "/ho-so/" in page_address
    time.sleep(4)  # two beats that reach nobody
    assert waiting() == before
    site.start_redis()
    wait_for(lambda: waiting() == before + 1, 60)


# What breaks below the roll-up. However it breaks, the stored figures end as a second count of the facts.


def sources(site, ground):
    """How many people stand at the first step in the stored row of the district."""
    return site.stored(ground["units"]["district"], ground["period"])["pool:source"]


def grows(site, ground, webs, name, *, within):
    """One more file, and the seconds until the topmost unit's row counts it."""
    before = sources(site, ground)
    register(webs["secretary"], name)
    return wait_for(lambda: sources(site, ground) == before + 1, within)


def differences(site):
    return json.loads(site.run("manage.py", "rollup", "--verify", "--json"))["differences"]


def test_production_shows_an_act_in_every_unit_above_within_five_seconds(site, ground, webs):
    grows(site, ground, webs, "Lê Văn Hai", within=5)


def test_production_loses_and_doubles_nothing_when_workers_are_killed_while_they_fold(site, ground, webs):
    """C1, C14: the worker dies in the middle of its writing; a second beat hands out everything twice. That a fold may
    end at each of its statements is shown in `tests/admission/rollups/test_locks.py`."""
    before, district, period = sources(site, ground), ground["units"]["district"], ground["period"]
    site.start_beat("second beat")
    for name in ("Trần Thị Ba", "Phạm Văn Tư", "Võ Thị Năm"):
        with psycopg.connect(site.database_url) as holder:  # the row that the fold will want to write
            holder.execute(
                "select 1 from admission_rollup where (unit_id, period_id) = (%s, %s) for update",
                (district, period),
            )
            register(webs["secretary"], name)
            wait_for(lambda: site.waiting_for("admission_rollup"), 15)
            site.kill("worker")
        site.start_worker()
    wait_for(lambda: sources(site, ground) == before + 3, 30)
    site.kill("second beat")
    assert differences(site) == []


def test_production_counts_once_what_is_delivered_many_times(site, ground, webs):
    """C2: each message several times and in any order, the nightly recount among them."""
    before = sources(site, ground)
    site.run("-c", DELIVER_AGAIN)
    for name in ("Đỗ Văn Sáu", "Bùi Thị Bảy"):
        register(webs["secretary"], name)
    site.run("-c", DELIVER_AGAIN)
    wait_for(lambda: sources(site, ground) == before + 2, 30)
    assert differences(site) == []


def test_production_works_on_while_redis_hangs_or_forgets(site, ground, webs):
    """C4: a frozen Redis makes nobody wait, and what lay in it may be lost."""
    before = sources(site, ground)
    site.signal_redis(signal.SIGSTOP)
    start = time.monotonic()
    register(webs["secretary"], "Hồ Văn Tám")
    assert time.monotonic() - start < 2
    time.sleep(5)  # longer than a socket waits
    site.signal_redis(signal.SIGCONT)
    site.forget_messages()
    wait_for(lambda: sources(site, ground) == before + 1, 60)
    site.kill("beat")
    register(webs["secretary"], "Mai Thị Chín")
    time.sleep(3)
    site.start_beat()
    wait_for(lambda: sources(site, ground) == before + 2, 30)
    assert differences(site) == []
