"""From which machine a request comes, as far as it can be known."""

from ipaddress import ip_address

from django.conf import settings


def client_ip(request):
    """The address of whoever asks: the one that connected to us, or behind PROXY_COUNT proxies of our own the one
    that connected to the outermost of them. What stands further left in X-Forwarded-For was sent by the client
    itself and is not read. None when there is no address, as on a local socket."""
    count = settings.PROXY_COUNT
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if 0 < count <= len(hops):
        forwarded = _address(hops[-count])
        if forwarded:
            return forwarded
    return _address(request.META.get("REMOTE_ADDR", ""))


def _address(text):
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None
