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
