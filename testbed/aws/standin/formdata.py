"""Reads the form parameters of the ec2 and query protocols into the model's input, leaving nothing unread."""

import base64
import binascii
import datetime

from . import invalid
from .errors import AwsError

LEAF = ""  # the key of a node's own value in the tree of names


def read(service, shape, pairs):
    """The input as a botocore client would have been given it."""
    tree = _tree(pairs)
    if shape is None:
        if tree:
            raise invalid.unknown(service, next(iter(tree)))
        return {}
    return _Reader(service).structure(shape, tree, "")


def _tree(pairs):
    tree = {}
    for name, value in pairs:
        node = tree
        for part in name.split("."):
            node = node.setdefault(part, {})
        if LEAF in node:
            raise AwsError("MalformedQueryString", f"The parameter {name} was sent twice")
        node[LEAF] = value
    return tree


class _Reader:
    def __init__(self, service):
        self._service = service
        self._ec2 = service.model.metadata.get("protocol") == "ec2"

    def structure(self, shape, tree, path):
        left = dict(tree)
        result = {}
        for name, member in shape.members.items():
            wire = self._name(member, name)
            if wire in left:
                result[name] = self.value(member, left.pop(wire), f"{path}.{wire}".lstrip("."))
        left.pop(LEAF, None)
        if left:
            raise invalid.unknown(self._service, f"{path}.{self._deep(left)}".lstrip("."))
        return result

    def value(self, shape, tree, path):
        if shape.type_name == "structure":
            self._no_leaf(tree, path)
            return self.structure(shape, tree, path)
        if shape.type_name == "list":
            return self._list(shape, tree, path)
        if shape.type_name == "map":
            return self._map(shape, tree, path)
        if set(tree) != {LEAF}:
            raise invalid.unknown(self._service, f"{path}.{self._deep(tree)}")
        return self._scalar(shape, tree[LEAF], path)

    def _list(self, shape, tree, path):
        if tree == {LEAF: ""}:
            return []
        self._no_leaf(tree, path)
        if not self._ec2 and not self._flattened(shape):
            wrapper = shape.member.serialization.get("name", "member")
            if set(tree) != {wrapper}:
                raise invalid.unknown(self._service, f"{path}.{self._deep(tree)}")
            tree, path = tree[wrapper], f"{path}.{wrapper}"
        return [self.value(shape.member, tree[str(n)], f"{path}.{n}") for n in self._numbers(tree, path)]

    def _map(self, shape, tree, path):
        self._no_leaf(tree, path)
        entries = tree if self._flattened(shape) else tree.get("entry", {})
        key = shape.key.serialization.get("name", "key")
        value = shape.value.serialization.get("name", "value")
        result = {}
        for n in self._numbers(entries, path):
            entry = entries[str(n)]
            if set(entry) != {key, value}:
                raise invalid.value(self._service, f"{path}.{n}", "", f"An entry has {key} and {value}.")
            result[entry[key].get(LEAF)] = self.value(shape.value, entry[value], f"{path}.{n}.{value}")
        return result

    def _numbers(self, tree, path):
        wanted = {str(n) for n in range(1, len(tree) + 1)}
        if set(tree) != wanted:
            odd = sorted(set(tree) - wanted)[0]
            raise invalid.value(self._service, f"{path}.{odd}", odd, "Lists are numbered from 1 without gaps.")
        return range(1, len(tree) + 1)

    def _no_leaf(self, tree, path):
        if tree.get(LEAF):
            raise invalid.value(self._service, path, tree[LEAF], "It is not a plain value.")

    def _scalar(self, shape, text, path):
        kind = shape.type_name
        try:
            if kind in ("integer", "long"):
                return int(text)
            if kind in ("float", "double"):
                return float(text)
            if kind == "boolean":
                return {"true": True, "false": False}[text]
            if kind == "timestamp":
                return timestamp(text)
            if kind == "blob":
                return base64.b64decode(text, validate=True)
            return text
        except (ValueError, KeyError, binascii.Error) as problem:
            raise invalid.value(self._service, path, text, f"It must be a {kind}.") from problem

    def _name(self, shape, default):
        name = shape.serialization.get("name")
        if self._ec2:
            name = name or default
            return shape.serialization.get("queryName") or name[0].upper() + name[1:]
        if name is None and shape.type_name == "list" and self._flattened(shape):
            name = shape.member.serialization.get("name")
        return name or default

    @staticmethod
    def _flattened(shape):
        return bool(shape.serialization.get("flattened"))

    @staticmethod
    def _deep(tree):
        names = []
        while tree:
            name = next((key for key in tree if key != LEAF), None)
            if name is None:
                break
            names.append(name)
            tree = tree[name]
        return ".".join(names)


def timestamp(text):
    """An ISO 8601 instant in UTC; raises ValueError otherwise."""
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment.astimezone(datetime.timezone.utc)
