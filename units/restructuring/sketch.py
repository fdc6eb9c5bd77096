"""The units that a restructuring names, as they stand and as its steps would leave them: in memory, nothing written."""

from dataclasses import dataclass, replace

from partytrack.errors import Reason
from units.hierarchy import PARENT_KINDS
from units.models import Kind
from units.models.unit import PEOPLE_KINDS

from .nodes import Node, read_nodes


@dataclass(frozen=True)
class Problem:
    """A reason why the restructuring cannot be carried out, and the position of the step (0: of the whole)."""

    position: int
    reason: Reason


class Sketch:
    """`nodes` by code as the steps leave them, `before` as they stood; `problems` in the order of the steps; `divided`:
    (code of a branch, code of the one to which some of its people go, the step)."""

    def __init__(self, steps, on):
        self.steps, self.on, self.problems, self._at = list(steps), on, [], 0
        self.divided, self._founded = [], set()
        self.nodes = read_nodes(self.steps)
        self._below = {}
        for node in self.nodes.values():
            self._below.setdefault(node.parent, []).append(node.code)
        self.before = {code: replace(node) for code, node in self.nodes.items()}
        if not self.steps:
            self._object("NO_STEPS", "Phương án chưa có việc nào.", "Thêm ít nhất một việc.")
        for step in self.steps:
            self._at = step.position
            getattr(self, f"_{step.kind}")(step)
        self._at = 0
        self._check_days()

    @property
    def created(self):
        return [node for node in self.nodes.values() if node.code not in self.before]

    @property
    def changed(self):
        """Existing units of which anything is other than before."""
        return [node for code, node in self.nodes.items() if self.before.get(code, node) != node]

    def final_heir(self, code):
        """The code of the unit in which a merged one goes on in the end; None when it simply ends."""
        while code is not None and not self.nodes[code].open:
            code = self.nodes[code].heir
        return code

    def above(self, code):
        """The codes from a unit upward to where this sketch knows them."""
        found = []
        while code in self.nodes and code not in found:
            found.append(code)
            code = self.nodes[code].parent
        return found

    # the steps

    def _create(self, step):
        self._new(step, step.unit_kind, step.parent)

    def _merge(self, step):
        sources = [node for code in step.sources if (node := self._standing(code))]
        if not sources:
            return
        decide = all(source.decides for source in sources)
        target = self._target(step, sources[0].kind, sources[0].parent)
        if target is None:
            return
        if step.decides is None and target.pk is None and target.code not in self._founded:
            target.decides = decide  # a new body decides where all did of which it is made
        self._founded.add(target.code)
        for source in sources:
            if source is not target:
                self._into(source, target)

    def _into(self, source, target):
        if (source.kind in PEOPLE_KINDS) != (target.kind in PEOPLE_KINDS):
            self._object(
                "MERGE_KIND",
                f"{source.name} và {target.name} không cùng loại: một bên có đảng viên trực tiếp, một bên có chi bộ.",
                "Chọn đơn vị cùng loại để sáp nhập.",
            )
        elif target.code in {below for below in self._subtree(source.code)}:
            self._object(
                "BELOW_ITSELF", f"{target.name} đang thuộc {source.name}.", "Chuyển ra trước khi sáp nhập."
            )
        else:
            for child in self._children(source.code):
                self._put(child, target)
            source.open, source.heir, source.decides = False, target.code, False

    def _split(self, step):
        parts = [node for code in step.sources if (node := self._standing(code))]
        if not parts:
            return
        old = self.nodes.get(parts[0].parent)
        kind = old.kind if old else step.unit_kind
        target = self._target(step, kind, old.parent if old else None)
        for part in parts if target else ():
            self._put(part, target)

    def _divide(self, step):
        source = self._standing(step.sources[0])
        target = source and self._target(step, source.kind, source.parent)
        if target is None:
            return
        if target is source or {source.kind, target.kind} - set(PEOPLE_KINDS):
            words = f"Không thể chuyển người từ {source.name} sang {target.name}."
            self._object("DIVIDE_KIND", words, "Chọn hai chi bộ khác nhau.")
        elif source.pk is None:
            self._object("NO_PEOPLE", f"{source.name} chưa có người nào.", "Chọn chi bộ đang có.")
        else:
            self.divided.append((source.code, target.code, step))

    def _move(self, step):
        target = self._standing(step.target)
        for code in step.sources if target else ():
            if node := self._standing(code):
                self._put(node, target)

    def _rename(self, step):
        if node := self._standing(step.target):
            node.name = step.name

    def _close(self, step):
        for code in step.sources:
            node = self._standing(code)
            if node and (below := self._children(code)):
                self._object(
                    "HAS_CHILDREN",
                    f"{node.name} còn {len(below)} đơn vị trực thuộc.",
                    "Chuyển hoặc sáp nhập các đơn vị đó ở một việc đứng trước.",
                )
            elif node:
                node.open, node.decides = False, False

    def _power(self, step):
        if node := self._standing(step.target):
            node.decides = bool(step.decides)

    # what steps have in common

    def _target(self, step, kind, parent):
        """The unit into which a step leads: one that stands, or a new one."""
        if step.target in self.nodes:
            target = self._standing(step.target)
            if target and step.decides is not None:
                target.decides = step.decides
            if target and step.name:
                target.name = step.name
            return target
        return self._new(step, step.unit_kind or kind, step.parent or parent)

    def _new(self, step, kind, parent):
        if step.target in self.nodes:
            return self._object("CODE_TAKEN", f"Mã đơn vị “{step.target}” đã có.", "Chọn mã khác.")
        if not step.name:
            return self._object("NO_NAME", f"Đơn vị mới “{step.target}” chưa có tên.", "Ghi tên đơn vị mới.")
        above = self._standing(parent) if parent else None
        if parent and above is None:
            return None
        node = Node(step.target, kind, step.name, above and above.code, decides=bool(step.decides))
        if not self._fits(node, above):
            return None
        self.nodes[node.code] = node
        self._below.setdefault(node.parent, []).append(node.code)
        return node

    def _put(self, node, target):
        """The node, with all that is below it, goes under the target."""
        if node.parent == target.code:
            return
        if node.code in self.above(target.code):
            self._object(
                "BELOW_ITSELF", f"Không thể chuyển {node.name} về dưới chính nó.", "Chọn nơi đến khác."
            )
        elif self._fits(node, target):
            self._below[node.parent].remove(node.code)
            self._below.setdefault(target.code, []).append(node.code)
            node.parent = target.code

    def _fits(self, node, above):
        if (above.kind if above else None) in PARENT_KINDS[Kind(node.kind)]:
            return True
        place = (
            f"trực thuộc {Kind(above.kind).label.lower()} ({above.name})" if above else "đứng đầu hệ thống"
        )
        self._object(
            "UNIT_KIND",
            f"{Kind(node.kind).label} ({node.name}) không thể {place}.",
            "Chọn lại loại hình hoặc đơn vị cấp trên.",
        )
        return False

    def _standing(self, code):
        """The node of a unit that is there and open at this step, or None with the problem noted."""
        node = self.nodes.get(code)
        if node is None:
            return self._object("UNKNOWN_UNIT", f"Không có đơn vị nào mang mã “{code}”.", "Kiểm tra lại mã.")
        if not node.open:
            words = f"{node.name} ({code}) đã kết thúc hoạt động trước bước này."
            return self._object("CLOSED_UNIT", words, "Chọn đơn vị đang hoạt động, hoặc đổi thứ tự các việc.")
        return node

    def _children(self, code):
        return [self.nodes[below] for below in self._below.get(code, ()) if self.nodes[below].open]

    def _subtree(self, code):
        for child in self._children(code):
            yield child.code
            yield from self._subtree(child.code)

    def _check_days(self):
        """Nothing that is changed may have changed on the effective day or later, nor what it comes to stand under."""
        for node in self.changed:
            before = self.before[node.code]
            changes = {"link": node.parent != before.parent, "name": node.name != before.name}
            changes["power"] = node.decides != before.decides
            late = [
                day for what, day in node.since.items() if (changes[what] or not node.open) and day >= self.on
            ]
            if late:
                self._too_early(node, max(late))
        for _, new, step in self.divided:
            if self.final_heir(new) is None:
                words = f"{self.nodes[new].name} kết thúc hoạt động, không nhận người chuyển sang được."
                self.problems.append(
                    Problem(step.position, Reason("CLOSED_UNIT", words, "Chọn chi bộ khác."))
                )
        for code in {code for *pair, _ in self.divided for code in pair} & self.before.keys():
            if self.before[code].since["link"] > self.on:
                self._too_early(self.before[code], self.before[code].since["link"])
        under = {code for node in [*self.changed, *self.created] for code in self.above(node.parent)}
        for node in map(self.nodes.get, sorted(under)):
            if (
                node.parent == getattr(self.before.get(node.code), "parent", "")
                and node.since["link"] > self.on
            ):
                self._too_early(node, node.since["link"])

    def _too_early(self, node, day):
        self._object(
            "TOO_EARLY",
            f"{node.name} đã có thay đổi có hiệu lực từ {day:%d/%m/%Y}.",
            "Chọn ngày có hiệu lực sau ngày đó.",
        )

    def _object(self, code, sentence, remedy):
        self.problems.append(Problem(self._at, Reason(code, sentence, remedy)))
