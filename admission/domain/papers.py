"""Papers of a file."""

from admission.models import Paper


def add_paper(file, code, issued_on, number="", issuer=""):
    """Ghi một giấy tờ; it takes the place of an earlier one of the same code."""
    return Paper.objects.create(candidate=file, code=code, issued_on=issued_on, number=number, issuer=issuer)
