"""A citizen ID that is judged while it is typed."""

from django import forms


class CitizenIdInput(forms.TextInput):
    """Beside what is typed stands whether it agrees with the day of birth and the sex in the same form."""

    template_name = "admission/history/citizen_id_input.html"

    def __init__(self):
        super().__init__(attrs={"inputmode": "numeric", "autocomplete": "off"})
