"""How far a plan reaches: not beyond the units over which whoever drafts or approves it holds that right."""

from partytrack.errors import Reason, Refused
from units.hierarchy import STEP
from units.permissions import scope_paths

from .sketch import Sketch


def check_reach(plan, actor, action):
    """How a unit stands in the tree is for those above it to change; of a unit at the top there is nobody above. What
    others go on in, or come to stand under, is itself within reach."""
    sketch = Sketch(plan.steps.all(), plan.effective_on)
    places = {node.path[:-STEP] or node.path: node.name for node in sketch.changed}
    places |= {sketch.before[code].path: sketch.before[code].name for code in _entered(sketch)}
    mine = scope_paths(actor, action)
    outside = {name for place, name in places.items() if not any(place.startswith(path) for path in mine)}
    if all(len(path) > STEP for path in mine):  # what stands at the top is for those at the top to say
        outside |= {node.name for node in sketch.created if node.parent is None}
    outside = sorted(outside)
    if outside:
        sentence = f"Ngoài phạm vi được giao: {', '.join(outside[:5])}."
        raise Refused(Reason("OUTSIDE", sentence, "Đề nghị cấp trên có quyền với các đơn vị này thực hiện."))


def _entered(sketch):
    """Codes of the existing units that the steps lead into, as targets, as heirs, as new parents; and of those that
    lose people."""
    codes = {code for step in sketch.steps for code in (step.target, step.parent)}
    codes |= {old for old, *_ in sketch.divided}
    for node in [*sketch.changed, *sketch.created]:
        codes |= {node.parent} if node.open else {sketch.final_heir(node.code)}
    return codes & sketch.before.keys()
