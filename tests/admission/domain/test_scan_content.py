"""What is taken as a scan is judged by its bytes, and nothing but the picture is kept of it (D12)."""

import io
import time

import pytest
from PIL import Image

from admission.domain.scan_content import checked
from admission.models import ScanKind
from partytrack.errors import Refused
from tests import scans
from tests.admission.domain.refusals import codes_of

SECONDS = 5


@pytest.mark.parametrize("name", scans.HOSTILE)
def test_hostile_file_is_refused_with_one_reason(name):
    content, code = scans.HOSTILE[name]
    began = time.perf_counter()
    with pytest.raises(Refused) as refused:
        checked(content)
    assert codes_of(refused) == [code]
    assert refused.value.reasons[0].remedy
    assert time.perf_counter() - began < SECONDS


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [
        (scans.pdf(3), ScanKind.PDF, 3),
        (scans.image("JPEG"), ScanKind.JPEG, 1),
        (scans.image("PNG"), ScanKind.PNG, 1),
    ],
)
def test_lawful_file_is_known_by_its_content(content, kind, pages):
    found = checked(content)
    assert (found.kind, found.pages) == (kind, pages)


def test_pdf_is_kept_as_it_was_sent():
    content = scans.pdf(2)
    assert checked(content).content == content


def test_picture_keeps_neither_place_nor_maker_nor_comment():
    content = scans.photograph()
    kept = checked(content).content
    assert b"zq-maker" in content
    assert b"zq-" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.size == (60, 40)  # upright


def test_what_lies_behind_a_picture_is_left_behind():
    kept = checked(scans.image("PNG") + scans.archive()).content
    assert b"PK" not in kept


def test_file_over_the_limit_says_both_sizes(settings):
    settings.SCAN_MAX_BYTES = 1024**2
    with pytest.raises(Refused) as refused:
        checked(b"%PDF-" + b"\0" * (1024**2 + 1024**2 // 2))
    assert refused.value.reasons[0].sentence == "Tệp này nặng 1,5 MB; mỗi tệp chỉ được tối đa 1 MB."
