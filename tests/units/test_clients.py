"""Whose address a request is taken to come from."""

import pytest
from django.test import RequestFactory

from units.clients import client_ip

HERE, PROXY, OUTER, FORGED = "10.0.0.9", "203.0.113.7", "198.51.100.4", "1.2.3.4"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, HERE),
        (0, FORGED, HERE),
        (1, PROXY, PROXY),
        (1, f"{FORGED}, {PROXY}", PROXY),
        (1, f"{FORGED},{FORGED} , {PROXY} ", PROXY),
        (1, None, HERE),
        (1, "", HERE),
        (1, "không phải địa chỉ", HERE),
        (1, f"{PROXY}, <script>", HERE),
        (1, "2001:db8::1", "2001:db8::1"),
        (2, f"{OUTER}, {PROXY}", OUTER),
        (2, f"{FORGED}, {OUTER}, {PROXY}", OUTER),
        (2, PROXY, HERE),  # it did not come through both
    ],
)
def test_client_is_whom_the_outermost_proxy_of_ours_saw(settings, proxies, forwarded, expected):
    settings.PROXY_COUNT = proxies
    extra = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    assert client_ip(RequestFactory().get("/", REMOTE_ADDR=HERE, **extra)) == expected


def test_a_local_socket_has_no_address(settings):
    settings.PROXY_COUNT = 0
    assert client_ip(RequestFactory().get("/", REMOTE_ADDR="")) is None
