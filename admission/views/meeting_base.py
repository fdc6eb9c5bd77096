"""How views come to a meeting and its files."""

from django.shortcuts import get_object_or_404

from admission.models import Candidate, Meeting


def meeting_of(user, *, pk):
    """Loader: a meeting of a unit in the user's scope."""
    return get_object_or_404(Meeting.objects.visible_to(user).select_related("unit"), pk=pk)


def visible_items(meeting, user):
    """The files of a meeting that the user may see, in order."""
    visible = Candidate.objects.visible_to(user)
    items = meeting.items.filter(candidate__in=visible).select_related("candidate__unit", "meeting")
    return list(items.order_by("id"))
