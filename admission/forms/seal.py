"""Sending a report: what stands around the figures, and which figures."""

import uuid

from django import forms

from admission.forms.report import LetterheadForm
from partytrack.forms import DayField, RequestIdField
from units.models import Period


class SealForm(LetterheadForm):
    """The letterhead, with the report that it was opened for hidden in it."""

    ky = forms.ModelChoiceField(queryset=Period.objects.all(), widget=forms.HiddenInput)
    ngay = DayField(required=False, widget=forms.HiddenInput)
    request_id = RequestIdField()

    def __init__(self, data=None, *, period=None, as_of=None):
        day = f"{as_of:%d/%m/%Y}" if as_of else ""
        super().__init__(data, initial={"ky": period, "ngay": day, "request_id": uuid.uuid4()})
