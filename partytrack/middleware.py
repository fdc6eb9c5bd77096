from django.conf import settings
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


class PrivatePages:
    """No browser or proxy keeps a page that was made for a signed-in user, or mixes pages and their parts.

    Static files do not come this far: WhiteNoise answers them before.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response


class LimitedBodies:
    """A request that is too large is answered in words before any of it is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        sent = request.META.get("CONTENT_LENGTH") or "0"
        if sent.isdecimal() and int(sent) > settings.MAX_BODY_BYTES:
            limit = settings.MAX_BODY_BYTES // 1024**2
            return render(request, "413.html", {"limit": limit}, status=413)
        return self.get_response(request)
