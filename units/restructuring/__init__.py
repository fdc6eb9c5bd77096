"""Sắp xếp tổ chức đảng: merging, splitting, moving, renaming and closing units as one recorded act.

`sketch` carries the steps out in memory and says what is wrong with them, `writing` writes what they changed of the
tree, `figures` and `roles` let targets and grants follow, and other apps register what follows of theirs (`hooks`).
`carry_out` is all of it in one transaction; `rehearsal` the same, rolled back; `acts` is the way from draft to undo.
"""
