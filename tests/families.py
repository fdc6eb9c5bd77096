"""Family tables, as item 21 of form 2-KNĐ keeps them."""

from admission.models import PersonalHistory
from admission.personal_history.content import text_of
from admission.personal_history.fields import TICKED, Part

FATHER = {"id": "cha", "relation": "father", "name": "Nguyễn Văn Hòa", "born": "1965", "life": "alive"}
MOTHER = {"id": "me", "relation": "mother", "name": "Lê Thị Lan", "born": "1968", "life": "alive"}
MEMBER, ABROAD, DEAD = {"party_member": TICKED}, {"abroad": TICKED}, {"life": "deceased"}


def state_family(file, *rows):
    """Give a file a family table of these rows; returns the file."""
    content = text_of({"cha-me": Part(rows=rows, version=1)})
    PersonalHistory.objects.update_or_create(candidate=file, defaults={"content": content, "version": 1})
    return file
