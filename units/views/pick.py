"""What typing in the picker of units brings: see `units.forms.choice`."""

from django.http import Http404
from django.shortcuts import render

from partytrack.text import clean_text
from units.forms.choice import LONGEST, WORDS, called, shown
from units.permissions import ROLE_ACTIONS, units_for
from units.policy import SIGNED_IN, policy

ACTIONS = frozenset().union(*ROLE_ACTIONS.values())


@policy(SIGNED_IN)
def pick(request):
    """Open units where the user holds the action ?viec=, of the kinds ?loai=; the field is named ?ten=."""
    asked = request.GET
    name, action, kinds = asked.get("ten", "don_vi"), asked.get("viec", "unit.view"), asked.getlist("loai")
    if action not in ACTIONS or not name.isidentifier():
        raise Http404
    units = units_for(request.user, action).open()
    if kinds:
        units = units.filter(kind__in=kinds)
    words = clean_text(asked.get(name + WORDS, ""))[:LONGEST]
    found = called(units, words) if words else units.none()
    return render(request, "units/_picked.html", shown(name, words, found))
