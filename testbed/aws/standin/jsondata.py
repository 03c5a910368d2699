"""Reads the input of the json and rest-json protocols, leaving nothing unread and no type unchecked."""

import base64
import binascii
import datetime
import json
import re
from urllib.parse import unquote

from . import invalid
from .errors import AwsError
from .formdata import timestamp

DEPTH = 64
NOT_FINITE = ("NaN", "Infinity", "-Infinity")


def body_object(body):
    """The JSON object of a body; an empty body is an empty object."""
    if not body:
        return {}
    try:
        tree = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise AwsError("SerializationException", "The body is not valid JSON.") from problem
    if not isinstance(tree, dict):
        raise AwsError("SerializationException", "The body is not a JSON object.")
    return tree


def _no_constant(name):
    raise ValueError(name)


def read(service, shape, tree, path=""):
    """The value of a shape in a JSON tree."""
    if path.count(".") > DEPTH:
        raise AwsError("SerializationException", "The body is nested too deeply.")
    kind = shape.type_name
    if kind == "structure":
        return _structure(service, shape, _typed(tree, dict, path, kind), path)
    if kind == "list":
        items = _typed(tree, list, path, kind)
        return [read(service, shape.member, item, f"{path}[{n}]") for n, item in enumerate(items)]
    if kind == "map":
        entries = _typed(tree, dict, path, kind)
        return {key: read(service, shape.value, value, f"{path}.{key}") for key, value in entries.items()}
    return _scalar(kind, tree, path)


def _structure(service, shape, tree, path):
    left = dict(tree)
    result = {}
    for name, member in shape.members.items():
        wire = member.serialization.get("name", name)
        value = left.pop(wire, None)
        if value is not None:
            result[name] = read(service, member, value, f"{path}.{wire}".lstrip("."))
    if left:
        raise invalid.unknown(service, f"{path}.{next(iter(left))}".lstrip("."))
    return result


def _typed(tree, wanted, path, kind):
    if not isinstance(tree, wanted) or (isinstance(tree, bool) and wanted is not bool):
        raise AwsError("SerializationException", f"{path or 'The body'} must be a {kind}.")
    return tree


def _scalar(kind, tree, path):
    if kind in ("integer", "long"):
        return _typed(tree, int, path, kind)
    if kind in ("float", "double"):
        if isinstance(tree, str) and tree in NOT_FINITE:
            return float(tree)
        return float(_typed(tree, (int, float), path, kind))
    if kind == "boolean":
        return _typed(tree, bool, path, kind)
    if kind == "timestamp":
        if isinstance(tree, str):
            return from_text("timestamp", tree, path)
        return datetime.datetime.fromtimestamp(_typed(tree, (int, float), path, kind), datetime.timezone.utc)
    text = _typed(tree, str, path, kind)
    if kind == "blob":
        return from_text(kind, text, path)
    return text


def from_text(kind, text, path):
    """A scalar that stands in a path, a query or a header."""
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
        raise AwsError("SerializationException", f"{path} must be a {kind}.") from problem


class Routes:
    """The rest-json operations of a service by method and path."""

    def __init__(self, model):
        self._routes = []
        for name in model.operation_names:
            http = model.operation_model(name).http
            labels = [part for part in http["requestUri"].partition("?")[0].split("/")]
            self._routes.append((http["method"], labels, name))

    def find(self, method, raw_path):
        """The operation's name and its path labels, or None. A literal segment wins over a label."""
        segments = raw_path.split("/")
        best = None
        for verb, labels, name in self._routes:
            if verb != method or len(labels) != len(segments):
                continue
            found = {}
            for label, segment in zip(labels, segments):
                if re.fullmatch(r"\{\w+\}", label) and segment:
                    found[label[1:-1]] = unquote(segment)
                elif label != segment:
                    break
            else:
                if best is None or len(found) < len(best[1]):
                    best = (name, found)
        return best


def rest_input(service, shape, labels, query, body):
    """The input of a rest-json operation out of path labels, query and body."""
    if shape is None:
        return {}
    result = {}
    left_query = list(query)
    in_body = body_object(body)
    for name, member in shape.members.items():
        place = member.serialization.get("location")
        wire = member.serialization.get("name", name)
        if place == "uri":
            result[name] = from_text(member.type_name, labels[wire], wire)
        elif place == "querystring":
            values = [value for key, value in left_query if key == wire]
            left_query = [pair for pair in left_query if pair[0] != wire]
            if values and member.type_name == "list":
                result[name] = [from_text(member.member.type_name, value, wire) for value in values]
            elif values:
                result[name] = from_text(member.type_name, values[0], wire)
        elif wire in in_body:
            value = in_body.pop(wire)
            if value is not None:
                result[name] = read(service, member, value, wire)
    for unread in [key for key, _ in left_query] + list(in_body):
        raise invalid.unknown(service, unread)
    return result
