"""Every view says who may open it. A URL whose view does not is a failing test.

    @policy("candidate.view", load=file_of)          # load(user, pk=…) -> the object, found in the user's scope or 404
    def candidate_detail(request, file): ...

Nothing visible gives 404, visible but not granted gives 403; not signed in was sent to the sign-in page before.
"""

from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, get_resolver
from django.views.decorators.http import require_http_methods

from units.models import Unit
from units.permissions import can, may

PUBLIC, SIGNED_IN = "public", "signed_in"


@dataclass(frozen=True)
class Policy:
    action: str  # PUBLIC, SIGNED_IN, or an action of units.permissions.ROLE_ACTIONS
    methods: tuple[str, ...]
    of_object: bool  # the right is asked of the object in the URL, not of any unit


def policy(action, *, load=None, allows=None, methods=("GET",)):
    """Guard a view. `load(user, **kwargs)` gives the object that the view gets in place of the URL's arguments;
    `allows(user, object)` replaces the plain question whether the user holds the action in the object's unit."""

    def decorate(view):
        @require_http_methods(_with_head(methods))
        @wraps(view)
        def guarded(request, **kwargs):
            if action in (PUBLIC, SIGNED_IN):
                return view(request, **kwargs)
            if load is None:
                if not may(request.user, action):
                    raise PermissionDenied
                return view(request, **kwargs)
            thing = load(request.user, **kwargs)
            allowed = allows(request.user, thing) if allows else can(request.user, action, unit_of(thing))
            if not allowed:
                raise PermissionDenied
            return view(request, thing)

        guarded.policy = Policy(action, tuple(methods), load is not None)
        return login_not_required(guarded) if action == PUBLIC else guarded

    return decorate


def declare(view, action, *, methods=("GET",)):
    """Give a view from a library its policy, PUBLIC or SIGNED_IN."""
    guarded = require_http_methods(_with_head(methods))(view)
    guarded.policy = Policy(action, tuple(methods), False)
    return login_not_required(guarded) if action == PUBLIC else guarded


def declared(resolver=None, names=(), before=""):
    """Every URL as (name or None, pattern, `Policy` or None), e.g. ("units:tree", "don-vi/", Policy(…))."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = entry.name and ":".join([*names, entry.name])
            yield name, pattern, getattr(entry.callback, "policy", None)
        else:
            yield from declared(entry, (*names, entry.namespace) if entry.namespace else names, pattern)


def _with_head(methods):
    return ["HEAD", *methods] if "GET" in methods else list(methods)


def unit_of(thing):
    return thing if isinstance(thing, Unit) else thing.unit


def unit_in_scope(user, *, pk):
    """Loader: a unit that the user may see at all."""
    return get_object_or_404(Unit.objects.in_scope_of(user, "unit.view"), pk=pk)
