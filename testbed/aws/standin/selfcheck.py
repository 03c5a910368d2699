"""Reads every reply back with botocore's parsers and compares it with what was meant."""

import botocore.parsers

from .shapes import NotInModel, plain

LARGEST = 256 * 1024  # bytes; larger replies are long lists of what smaller ones have too
FACTORY = botocore.parsers.ResponseParserFactory()


def check(protocol, operation, output, reply):
    """Raises NotInModel when botocore does not read in the reply what the handler answered."""
    if len(reply.body) > LARGEST:
        return
    shape = operation.output_shape
    parsed = FACTORY.create_parser(protocol).parse(
        {"status_code": reply.status, "headers": reply.header_map(), "body": reply.body, "context": {}}, shape)
    parsed.pop("ResponseMetadata", None)
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
