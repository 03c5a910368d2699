"""Writes replies and errors of the json and rest-json protocols, driven by the output's shape."""

import base64
import json

from .shapes import instant, members


def reply(service, operation, output):
    """The JSON reply of an operation."""
    shape = operation.output_shape
    tree = _structure(shape, output) if shape is not None else {}
    return json.dumps(tree, separators=(",", ":")).encode()


def error(service, problem):
    """The JSON of an error reply; rest-json names the error in a header too."""
    if service.protocols[0] == "rest-json":
        return json.dumps({"message": problem.message}).encode()
    return json.dumps({"__type": problem.code, "message": problem.message}).encode()


def _structure(shape, value):
    return {wire: _value(member, item) for _, member, wire, item in members(shape, value)
            if member.serialization.get("location") is None}


def _value(shape, value):
    kind = shape.type_name
    if kind == "structure":
        return _structure(shape, value)
    if kind == "list":
        return [_value(shape.member, item) for item in value]
    if kind == "map":
        return {key: _value(shape.value, item) for key, item in value.items()}
    if kind == "timestamp":
        return round(instant(value).timestamp(), 3)
    if kind == "blob":
        return base64.b64encode(value).decode()
    return value
