"""Who leaves a branch that is divided: the people chosen in the draft, as far as they are still in the branch.

Whoever came after the draft was made stays. A person's file and membership go together.
"""

from dataclasses import dataclass, field

from admission.models import Candidate, Member
from units.restructuring.hooks import Person

PEOPLE = {"files": Candidate, "members": Member}


@dataclass(frozen=True)
class Leaving:
    """`files`, `members`: {id: id of the branch to which they go}; `stay`: {section: [(id, branch)]} of those who came
    after the draft; `elsewhere`: {section: [(id, branch, where they are now)]} of those chosen who had left before."""

    files: dict[int, int] = field(default_factory=dict)
    members: dict[int, int] = field(default_factory=dict)
    stay: dict[str, list] = field(default_factory=dict)
    elsewhere: dict[str, list] = field(default_factory=dict)


def leaving(moves):
    """The `Leaving` of a restructuring, as things stand now."""
    found = Leaving()
    for old in dict.fromkeys(sending.old for sending in moves.sendings):
        sendings = [sending for sending in moves.sendings if sending.old == old]
        files, members = _here(old)
        for sending in sendings:
            _choose(found, sending, files, members)
        for section, here in (("files", files), ("members", members)):
            _name(found, section, old, sendings, set(here))
    return found


def _here(branch_id):
    """({id of an open file: None}, {id of a member: id of the file}) of a branch."""
    files = dict.fromkeys(_open_files(branch_id).values_list("pk", flat=True))
    members = Member.objects.filter(unit=branch_id, left_on__isnull=True).order_by("pk")
    return files, dict(members.values_list("pk", "candidate_id"))


def _open_files(branch_id):
    return Candidate.objects.open().filter(unit=branch_id).order_by("pk")


def _choose(found, sending, files, members):
    chosen = {section: sending.ids(section, "go") for section in PEOPLE}
    for member, file in members.items():
        # A chosen file may have ended by recognition since; members without a file are chosen one by one.
        if member in chosen["members"] or (file and file in chosen["files"]):
            found.members.setdefault(member, sending.new)
            chosen["files"] |= {file}
    for file in files:
        if file in chosen["files"]:
            found.files.setdefault(file, sending.new)


def _name(found, section, old, sendings, here):
    chosen = set().union(*(sending.ids(section, "go") for sending in sendings))
    shown = set().union(*(sending.ids(section, "shown") for sending in sendings))
    going = getattr(found, section)
    new = sorted(here - shown - going.keys())
    found.stay.setdefault(section, []).extend((pk, old) for pk in new)
    now = dict(PEOPLE[section].objects.filter(pk__in=chosen - here).order_by("pk").values_list("pk", "unit"))
    found.elsewhere.setdefault(section, []).extend((pk, old, unit) for pk, unit in now.items())


def people_of(user, branch):
    """[`Person`] of a branch by name, as far as the user may see them: open files, each with its member, and members
    without one."""
    files = list(_open_files(branch.pk) & Candidate.objects.visible_to(user))
    members = Member.objects.visible_to(user).filter(unit=branch, left_on__isnull=True)
    members = {member.candidate_id or -member.pk: member for member in members}
    found = []
    for file in files:
        member = members.pop(file.pk, None)
        rows = (("files", file.pk), *([("members", member.pk)] if member else []))
        found.append((file, Person(rows, file.full_name, _words(file, f"hồ sơ: {file.get_state_display()}"))))
    for member in members.values():
        found.append(
            (member, Person((("members", member.pk),), member.full_name, _words(member, "đảng viên")))
        )
    return [person for row, person in sorted(found, key=lambda pair: (pair[0].sort_key, pair[0].pk))]


def _words(person, what):
    return f"{person.full_name}, sinh năm {person.born_on.year} ({what})"
