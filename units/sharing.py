"""Sharing a figure out so that the shares add up to it exactly. Plain Python."""


def shares(total, weights):
    """`total` people shared in proportion to `weights`, by the method of the largest remainder.

    >>> shares(10, [1, 1, 1])
    [4, 3, 3]

    Both are non-negative integers; the shares come in the order of `weights` and add up to `total`. Of equal remainders
    the one that stands first gets more. All weights 0: None, there is nothing to share by.
    """
    whole = sum(weights)
    if not whole:
        return None
    found = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[: total - sum(found)]:
        found[i] += 1
    return found
