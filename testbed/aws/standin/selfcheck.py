"""Reads every reply back with botocore's parsers and compares it with what was meant."""

import botocore.awsrequest
import botocore.parsers

from .shapes import NotInModel, plain

LARGEST = 256 * 1024  # bytes; larger replies are long lists of what smaller ones have too
FACTORY = botocore.parsers.ResponseParserFactory()


def check(protocol, operation, output, reply):
    """Raises NotInModel when botocore does not read in the reply what the handler answered."""
    if len(reply.body) > LARGEST:
        return
    shape = operation.output_shape
    payload = shape.serialization.get("payload") if shape is not None else None
    stream = payload if payload and shape.members[payload].type_name == "blob" else None
    received = {"status_code": reply.status, "headers": botocore.awsrequest.HeadersDict(reply.headers), "context": {},
                "body": "" if stream else reply.body}
    parsed = FACTORY.create_parser(protocol).parse(received, shape)
    for apart in ("ResponseMetadata", stream):
        parsed.pop(apart, None)
    output = {name: item for name, item in output.items() if name != stream}
    meant = plain(shape, output) if shape is not None else {}
    read = plain(shape, parsed) if shape is not None else parsed
    if _without_empty(read) != _without_empty(meant):
        raise NotInModel(f"{operation.name}: botocore reads {read} where {meant} was meant")


def _without_empty(value):
    """Empty lists and structures may be left out on the wire."""
    if isinstance(value, dict):
        kept = {key: _without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in ({}, [], "")}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return "NaN" if value != value else value
