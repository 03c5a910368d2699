"""Writes replies and errors of the ec2 and query protocols as XML, driven by the output's shape."""

import base64
from xml.sax.saxutils import escape

from .shapes import instant, members


def reply(service, operation, output, request_id):
    """The XML reply of an operation."""
    name = operation.name
    shape = operation.output_shape
    namespace = service.metadata.get("xmlNamespace") or f"http://ec2.amazonaws.com/doc/{service.metadata['apiVersion']}"
    text = "".join(_structure(service, shape, output)) if shape is not None else ""
    if service.protocols[0] == "ec2":
        namespace = f"http://ec2.amazonaws.com/doc/{service.metadata['apiVersion']}/"
        inner = f"<requestId>{request_id}</requestId>{text}"
    else:
        wrapper = shape.serialization.get("resultWrapper", f"{name}Result") if shape is not None else None
        result = f"<{wrapper}>{text}</{wrapper}>" if wrapper else ""
        inner = f"{result}<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name}Response xmlns="{namespace}">{inner}</{name}Response>'.encode()


def error(service, problem, request_id):
    """The XML of an error reply."""
    code, message = escape(problem.code), escape(problem.message)
    if service.protocols[0] == "ec2":
        return ('<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>'
                f"<Code>{code}</Code><Message>{message}</Message></Error></Errors>"
                f"<RequestID>{request_id}</RequestID></Response>").encode()
    kind = "Receiver" if problem.status >= 500 else "Sender"
    namespace = service.metadata.get("xmlNamespace", "")
    return (f'<ErrorResponse xmlns="{namespace}"><Error><Type>{kind}</Type><Code>{code}</Code>'
            f"<Message>{message}</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>").encode()


def _structure(service, shape, value):
    for _, member, wire, item in members(shape, value):
        yield from _element(service, member, wire, item)


def _element(service, shape, tag, value):
    kind = shape.type_name
    if kind == "list":
        flattened = shape.serialization.get("flattened")
        inner = shape.member.serialization.get("name", tag if flattened else "member")
        items = "".join(text for item in value for text in _element(service, shape.member, inner, item))
        yield items if flattened else f"<{tag}>{items}</{tag}>"
        return
    if kind == "structure":
        yield f"<{tag}>{''.join(_structure(service, shape, value))}</{tag}>"
    elif kind == "map":
        key, item = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
        entries = (f"<entry><{key}>{escape(k)}</{key}>{''.join(_element(service, shape.value, item, v))}</entry>"
                   for k, v in value.items())
        yield f"<{tag}>{''.join(entries)}</{tag}>"
    else:
        yield f"<{tag}>{escape(_scalar(kind, value))}</{tag}>"


def _scalar(kind, value):
    if kind == "boolean":
        return "true" if value else "false"
    if kind == "timestamp":
        return instant(value).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    if kind == "blob":
        return base64.b64encode(value).decode()
    return str(value)
