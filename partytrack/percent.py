"""The one place that rounds."""


def percent(part, whole, digits=2):
    """`part` of `whole` in per cent as Vietnamese text, rounded half up: percent(137, 120) == "114,17".

    Both are non-negative integers or Decimals. None when there is no whole to divide by.
    """
    return quotient(part * 100, whole, digits)


def quotient(part, whole, digits=2):
    """`part` / `whole` as Vietnamese text, rounded half up: quotient(2, 3) == "0,67". None without a whole."""
    if not whole:
        return None
    scale = 10**digits
    units = int((2 * part * scale + whole) // (2 * whole))  # exact: no float on the way
    return f"{units // scale},{units % scale:0{digits}d}" if digits else str(units)
