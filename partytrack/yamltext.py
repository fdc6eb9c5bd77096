"""Reads YAML text strictly: no doubled keys, no bombs, and `on`, `yes`, `no` are words."""

import re
from decimal import Decimal

import yaml

MAX_CHARACTERS = 1_000_000
MAX_NODES = 200_000
MAX_DEPTH = 60


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2 booleans, so that the key `on` stays a word; the code 007 stays text, and 1.10 keeps its zero. A day
    that is on no calendar stays text."""


SCALARS = {
    "tag:yaml.org,2002:bool": (r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    "tag:yaml.org,2002:int": (r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    "tag:yaml.org,2002:float": (r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$", "-+0123456789"),
}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag not in SCALARS]
    for first, pairs in _Loader.yaml_implicit_resolvers.items()
}
for tag, (pattern, first) in SCALARS.items():
    _Loader.add_implicit_resolver(tag, re.compile(pattern), first)


def _timestamp_or_text(loader, node):
    try:
        return yaml.SafeLoader.construct_yaml_timestamp(loader, node)
    except ValueError:
        return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _timestamp_or_text)
_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(node.value))


class YamlErrors(Exception):
    """The text is not a usable YAML document; `errors` says why."""

    def __init__(self, *errors):
        self.errors = list(errors)
        super().__init__("; ".join(errors))


def parse(text):
    """The document as dicts, lists and scalars. Raises YamlErrors."""
    if len(text) > MAX_CHARACTERS:
        raise YamlErrors("tệp lớn hơn 1 MB")
    try:
        _refuse_deep(text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return None
            _refuse_bomb(node)
            _refuse_doubled_keys(node)
            return loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"dòng {mark.line + 1}, cột {mark.column + 1}: " if mark else ""
        raise YamlErrors(f"{place}sai cú pháp YAML ({error.problem or error.context})") from error
    except (yaml.YAMLError, ValueError, ArithmeticError) as error:
        raise YamlErrors(f"không đọc được YAML ({error})") from error


def _refuse_deep(text):
    """Before anything recurses over the document: the C parser itself would run out of stack and take us with it."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise YamlErrors("các mục lồng nhau quá sâu")


def _parts(node):
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _refuse_bomb(root):
    """Counts what the document holds once its aliases are written out, each node visited once."""
    sizes, open_nodes = {}, set()

    def size(node):
        if id(node) in sizes:
            return sizes[id(node)]
        if id(node) in open_nodes:
            raise YamlErrors(f"dòng {node.start_mark.line + 1}: một mục chứa chính nó")
        open_nodes.add(id(node))
        sizes[id(node)] = 1 + sum(size(part) for part in _parts(node))
        return sizes[id(node)]

    if size(root) > MAX_NODES:
        raise YamlErrors(f"tệp có hơn {MAX_NODES} mục khi viết đầy đủ")


def _refuse_doubled_keys(root):
    errors = []

    def walk(node, path):
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                walk(item, f"{path}[{index}]")
        elif isinstance(node, yaml.MappingNode):
            seen = set()
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    errors.append(f"{path or 'tệp'}: khóa phải là một từ")
                    continue
                place = f"{path}.{key.value}".lstrip(".")
                if key.value in seen:
                    errors.append(f"{place}: khóa viết hai lần (dòng {key.start_mark.line + 1})")
                seen.add(key.value)
                walk(value, place)

    walk(root, "")
    if errors:
        raise YamlErrors(*errors)
