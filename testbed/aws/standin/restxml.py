"""The rest-xml protocol, as S3 speaks it: operations by method, path, query and headers; bodies as bytes or XML."""

import email.utils
import xml.etree.ElementTree as ElementTree
from urllib.parse import unquote

from . import models, xmlreply
from .errors import AwsError
from .formdata import timestamp
from .jsondata import from_text
from .requests import Reply

NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
ROOTS = {"ListBuckets": "ListAllMyBucketsResult", "ListObjects": "ListBucketResult", "ListObjectsV2": "ListBucketResult",
         "CreateMultipartUpload": "InitiateMultipartUploadResult", "DeleteObjects": "DeleteResult"}
IGNORED = ("x-id",)  # names the operation once more


class Route:
    """How a request must look to mean an operation."""

    def __init__(self, operation):
        path, _, query = operation.http["requestUri"].partition("?")
        self.operation = operation
        self.method = operation.http["method"]
        self.labels = tuple(part.strip("{}+") for part in path.split("/") if part)
        self.constants = [pair.partition("=")[::2] for pair in query.split("&") if pair]
        shape = operation.input_shape
        required = shape.required_members if shape is not None else []
        self.needs = [(shape.members[name].serialization["location"], shape.members[name].serialization["name"].lower())
                      for name in required if shape.members[name].serialization.get("location") in ("querystring", "header")]

    def meets(self, request, labels):
        """Whether a request is about this operation."""
        query = dict(request.query)
        if self.method != request.method or self.labels != tuple(labels):
            return False
        if any(query.get(name) != value for name, value in self.constants if name not in IGNORED):
            return False
        lower = {name.lower() for name in query}
        return all(name in (lower if place == "querystring" else request.headers) for place, name in self.needs)


def asked(service, request):
    """The operation and its input."""
    if not hasattr(service, "routes"):
        service.routes = [Route(service.operation(name)) for name in service.names]
    bucket, _, key = request.raw_path.lstrip("/").partition("/")
    labels = {name: unquote(text) for name, text in (("Bucket", bucket), ("Key", key)) if text}
    found = [route for route in service.routes if route.meets(request, labels)]
    if not found:
        raise models.unknown_operation(service, f"{request.method} {request.raw_path}")
    route = max(found, key=lambda one: len(one.constants) + len(one.needs))
    return route.operation, lambda: _input(service, route, request, labels)


def _input(service, route, request, labels):
    shape = route.operation.input_shape
    values, known = dict(labels), {name for name, _ in route.constants} | set(IGNORED)
    for name, member in shape.members.items() if shape is not None else ():
        place, wire = member.serialization.get("location"), member.serialization.get("name", name)
        if place == "querystring":
            known.add(wire)
            text = next((value for key, value in request.query if key == wire), None)
        elif place == "header":
            text = request.headers.get(wire)
        elif place == "headers":
            values[name] = {key[len(wire):].lower(): value for key, value in request.headers.items()
                            if key.lower().startswith(wire.lower())}
            continue
        else:
            continue
        if text is not None:
            values[name] = _header(member, text, wire)
    unread = [name for name, _ in request.query if name not in known and not name.startswith("X-Amz-")]
    if unread:
        raise AwsError("InvalidArgument", f"The query parameter {unread[0]} is not recognized")
    payload = shape.serialization.get("payload") if shape is not None else None
    if payload and shape.members[payload].type_name == "structure":
        if request.body:
            values[payload] = _structure(shape.members[payload], _tree(request.body))
    elif payload:
        values[payload] = request.body
    return values


def _header(member, text, wire):
    if member.type_name == "timestamp":
        try:
            return email.utils.parsedate_to_datetime(text) if "," in text else timestamp(text)
        except ValueError as problem:
            raise AwsError("InvalidArgument", f"{wire} is not a date") from problem
    return from_text(member.type_name, text, wire)


def _tree(body):
    if b"<!" in body:
        raise AwsError("MalformedXML", "The XML you provided has a document type.")
    try:
        return ElementTree.fromstring(body)
    except ElementTree.ParseError as problem:
        raise AwsError("MalformedXML", "The XML you provided was not well-formed.") from problem


def _local(element):
    return element.tag.rpartition("}")[2]


def _structure(shape, element):
    values = {}
    members = {_wire(member, name): (name, member) for name, member in shape.members.items()}
    for child in element:
        if _local(child) not in members:
            raise AwsError("MalformedXML", f"The XML you provided has an unknown element {_local(child)}.")
        name, member = members[_local(child)]
        if member.type_name == "list" and member.serialization.get("flattened"):
            values.setdefault(name, []).append(_value(member.member, child))
        elif member.type_name == "list":
            values[name] = [_value(member.member, one) for one in child]
        else:
            values[name] = _value(member, child)
    return values


def _wire(member, name):
    if member.type_name == "list" and member.serialization.get("flattened"):
        return member.serialization.get("name") or member.member.serialization.get("name", name)
    return member.serialization.get("name", name)


def _value(shape, element):
    if shape.type_name == "structure":
        return _structure(shape, element)
    return from_text(shape.type_name, element.text or "", _local(element))


def reply(service, operation, output, request_id):
    """The reply of an operation: headers, and bytes or XML."""
    shape = operation.output_shape
    headers, body, kind = {"x-amz-request-id": request_id}, b"", "application/xml"
    status = output.pop("_status", operation.http.get("responseCode", 200))
    if shape is None:
        return Reply(status, kind, body, headers)
    inside = {}
    for name, item in output.items():
        if name.startswith("_") or item is None:
            continue
        place = shape.members[name].serialization.get("location")
        wire = shape.members[name].serialization.get("name", name)
        if place == "header":
            headers[wire] = _text(shape.members[name], item)
        elif place == "headers":
            headers.update({f"{wire}{key}": value for key, value in item.items()})
        else:
            inside[name] = item
    payload = shape.serialization.get("payload")
    if payload and shape.members[payload].type_name == "blob":
        body, kind = inside.get(payload, b""), headers.pop("Content-Type", "binary/octet-stream")
    elif payload and payload in inside:
        body = xmlreply.document(service, shape.members[payload], payload, NAMESPACE, inside[payload])
    elif inside or operation.name in ROOTS:
        root = ROOTS.get(operation.name, shape.serialization.get("name", f"{operation.name}Result"))
        body = xmlreply.document(service, shape, root, NAMESPACE, inside)
    elif "Content-Type" in headers:
        kind = headers.pop("Content-Type")
    return Reply(status, kind, body, headers)


def _text(shape, value):
    if shape.type_name == "timestamp":
        return email.utils.formatdate(value, usegmt=True)
    return str(value).lower() if isinstance(value, bool) else str(value)
