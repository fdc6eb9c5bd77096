"""How the files of reports are called when they are kept."""

from django.utils.text import slugify

from partytrack.vi import fold


def file_name(what, unit, day, *, period=None):
    """What it is, the codes of unit and period, the day: "bao-cao-hu-xl-n2024-20240630". ASCII, without an ending."""
    codes = [unit.code, *([period.code] if period else [])]
    return "-".join([what, *(slugify(fold(code)) for code in codes), f"{day:%Y%m%d}"])
