"""What the official tables ask of a person, noted in the file."""

from admission.models import StatisticalFacts


def note_statistics(file, stated):
    """Keep these fields of `StatisticalFacts`; returns the names of those that changed. Inside an act on the file."""
    facts = StatisticalFacts.objects.filter(candidate=file).first() or StatisticalFacts(candidate=file)
    changed = [name for name, value in stated.items() if getattr(facts, name) != value]
    for name in changed:
        setattr(facts, name, stated[name])
    if changed:
        facts.save()
    return changed
