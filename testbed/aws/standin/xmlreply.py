"""Writes replies and errors of the ec2 and query protocols as XML, by a writer made once from each output's shape."""

import base64
import math
from xml.sax.saxutils import escape

from .shapes import NotInModel, instant

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def reply(service, operation, output, request_id):
    """The XML reply of an operation."""
    name, shape = operation.name, operation.output_shape
    parts = []
    if shape is not None:
        _writer(service, shape)(output, parts)
    text = "".join(parts)
    if service.protocols[0] == "ec2":
        namespace = f"http://ec2.amazonaws.com/doc/{service.metadata['apiVersion']}/"
        inner = f"<requestId>{request_id}</requestId>{text}"
    else:
        namespace = service.metadata.get("xmlNamespace", "")
        wrapper = shape.serialization.get("resultWrapper", f"{name}Result") if shape is not None else None
        result = f"<{wrapper}>{text}</{wrapper}>" if wrapper else ""
        inner = f"{result}<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>"
    return f'{DECLARATION}<{name}Response xmlns="{namespace}">{inner}</{name}Response>'.encode()


def document(service, shape, root, namespace, output):
    """An XML document of one value."""
    parts = []
    _writer(service, shape)(output, parts)
    return f'{DECLARATION}<{root} xmlns="{namespace}">{"".join(parts)}</{root}>'.encode()


def error(service, problem, request_id):
    """The XML of an error reply."""
    code, message = escape(problem.code), escape(problem.message)
    if service.protocols[0] == "rest-xml":
        return (f"{DECLARATION}<Error><Code>{code}</Code><Message>{message}</Message>"
                f"<RequestId>{request_id}</RequestId></Error>").encode()
    if service.protocols[0] == "ec2":
        return (f"{DECLARATION}<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>"
                f"<RequestID>{request_id}</RequestID></Response>").encode()
    kind = "Receiver" if problem.status >= 500 else "Sender"
    namespace = service.metadata.get("xmlNamespace", "")
    return (f'<ErrorResponse xmlns="{namespace}"><Error><Type>{kind}</Type><Code>{code}</Code>'
            f"<Message>{message}</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>").encode()


def _writer(service, shape):
    """A function that appends a value of this shape, without its own tag, to a list of texts."""
    made = service.writers.get(shape.name)
    if made is None:
        made = _MAKERS.get(shape.type_name, _scalar)(service, shape)
        service.writers[shape.name] = made
    return made


def _structure(service, shape):
    fields = {}  # filled at the first use, since shapes may hold themselves

    def write(value, parts):
        if not fields:
            for name, member in shape.members.items():
                fields[name] = _element(service, member, member.serialization.get("name", name))
        for name, item in value.items():
            if item is None or name[0] == "_":
                continue
            if name not in fields:
                raise NotInModel(f"{shape.name} has no member {name}")
            fields[name](item, parts)
    return write


def _element(service, shape, tag):
    """A function that appends a value with its tag; the items of a flattened list each have the tag."""
    if shape.type_name == "list":
        flattened = shape.serialization.get("flattened")
        inner = _element(service, shape.member, shape.member.serialization.get("name", tag if flattened else "member"))

        def write_list(value, parts):
            if not flattened:
                parts.append(f"<{tag}>")
            for item in value:
                inner(item, parts)
            if not flattened:
                parts.append(f"</{tag}>")
        return write_list
    if shape.type_name == "map" and shape.serialization.get("flattened"):
        return _map(service, shape, tag)
    write = _writer(service, shape)

    def write_one(value, parts):
        parts.append(f"<{tag}>")
        write(value, parts)
        parts.append(f"</{tag}>")
    return write_one


def _map(service, shape, entry="entry"):
    key = shape.key.serialization.get("name", "key")
    inner = _element(service, shape.value, shape.value.serialization.get("name", "value"))

    def write(value, parts):
        for name, item in value.items():
            parts.append(f"<{entry}><{key}>{escape(name)}</{key}>")
            inner(item, parts)
            parts.append(f"</{entry}>")
    return write


def _scalar(service, shape):
    text = _TEXTS.get(shape.type_name, lambda value: escape(str(value)))
    return lambda value, parts: parts.append(text(value))


def _number(value):
    return str(value) if math.isfinite(value) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]


def _timestamp(value):
    return instant(value).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


_TEXTS = {"boolean": lambda value: "true" if value else "false", "timestamp": _timestamp, "float": _number, "double": _number,
          "blob": lambda value: base64.b64encode(value).decode()}
_MAKERS = {"structure": _structure, "map": _map}
