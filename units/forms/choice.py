"""Choosing a unit: from a plain list where there are few, else by typing a part of its name.

Without a script the words travel with the form, which comes back with the units of that name to choose from.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from partytrack.text import clean_text, number_in
from partytrack.vi import fold
from units.hierarchy import STEP
from units.models import Unit
from units.models.unit import PEOPLE_KINDS
from units.permissions import grants_of, is_wide, roles_for

FEW = 60  # in a list that still can be read
SHOWN = 12  # of those that were looked for
LONGEST = 120  # of the words
WORDS, SEEN = "-tim", "-thay"  # what was typed, and what the units shown were looked for by


def called(units, words):
    """Units with this code; else those with all these words in their name; else with each of them there or in the name
    of the unit above. In tree order."""
    units = units.select_related("parent").order_by("path")
    exact = units.annotate(upper=Upper("code")).filter(upper=words.upper())
    if exact:
        return exact
    own = above = units
    for word in fold(words).split():
        own = own.filter(search__contains=word)
        above = above.filter(Q(search__contains=word) | Q(parent__search__contains=word))
    return own if own.exists() else above


def shown(name, words, found, chosen=None):
    """Context of units/_picked.html: the first of those found, to choose from."""
    found = list(found[: SHOWN + 1])
    return {
        "name": name, "words": words, "chosen": chosen, "found": found[:SHOWN],
        "more": len(found) > SHOWN, "none": bool(words) and not found, "prefix": WORDS, "seen": SEEN,
    }  # fmt: skip


class UnitPicker(forms.Widget):
    """Its value is the id of a unit, or "?" and the words that were typed to find one."""

    template_name = "units/picker.html"

    def __init__(self, units, action, kinds, empty_label):
        super().__init__()
        self.units, self.action, self.kinds, self.empty_label = units, action, kinds, empty_label

    def value_from_datadict(self, data, files, name):
        words = clean_text(data.get(name + WORDS, ""))[:LONGEST]
        fresh = words and words != data.get(name + SEEN)
        return f"?{words}" if fresh or words and not data.get(name) else data.get(name)

    def value_omitted_from_data(self, data, files, name):
        return name not in data and name + WORDS not in data

    def id_for_label(self, id_, index=None):
        return id_

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        text = "" if value is None else str(value)
        words = text[1:] if text.startswith("?") else ""
        pk = number_in(text)
        chosen = self.units.select_related("parent").filter(pk=pk).first() if pk else None
        found = called(self.units, words) if words else [chosen] if chosen else []
        query = {"ten": name, "viec": self.action, "loai": list(self.kinds)}
        return context | shown(name, words, found, chosen) | {
            "empty_label": self.empty_label, "url": reverse("units:pick", query=query)
        }  # fmt: skip


class UnitChoice(forms.ModelChoiceField):
    """A unit among those that `offer` names; `few` are their ids where there are not many, else None."""

    few = None

    def __init__(self, *, empty_label="Chọn đơn vị…", **kwargs):
        super().__init__(queryset=Unit.objects.none(), empty_label=empty_label, **kwargs)

    def offer(self, queryset, user, action, kinds=()):
        """Offer these units, which lie where the user holds the action."""
        self.queryset = queryset = queryset.order_by("path")
        columns = queryset.values_list("pk", "path", "name")
        few = [] if is_wide(user, action) else list(columns[: FEW + 1])
        if 0 < len(few) <= FEW:
            self.few = [pk for pk, _, _ in few]
            top = min(len(path) for _, path, _ in few)
            pairs = [(pk, "\N{EM SPACE}" * ((len(path) - top) // STEP) + name) for pk, path, name in few]
            self.choices = pairs if self.empty_label is None else [("", self.empty_label), *pairs]
        else:
            empty = "" if self.required else self.empty_label
            self.widget = UnitPicker(queryset, action, kinds, empty)
            self.widget.is_required = self.required

    def to_python(self, value):
        if isinstance(value, str) and value.startswith("?"):
            return self._only(list(called(self.queryset, value[1:])[:2]))
        return super().to_python(value)

    @staticmethod
    def _only(found):
        if len(found) == 1:
            return found[0]
        raise ValidationError("Chọn một đơn vị bên dưới." if found else "Không có đơn vị nào tên như vậy.")


def is_one_branch(user, action):
    """Is there nothing to choose, since the action reaches no further than one branch? Told by the grants alone."""
    roles = set(roles_for(action))
    held = {grant.unit for grant in grants_of(user) if grant.role in roles}
    return len(held) == 1 and next(iter(held)).kind in PEOPLE_KINDS
