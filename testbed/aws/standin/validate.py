"""Checks an input against the bounds of the published model: required members, enums, ranges, lengths, patterns."""

import functools
import re

from . import invalid

# Enums whose unknown values the operations themselves refuse, each in its own words.
OPEN = ("InstanceType",)
# Patterns that AWS itself does not keep: a source to copy may come without the leading slash.
LOOSE = ("CopySource",)


def check(service, shape, value, path=""):
    """Raises the published error for the first violation."""
    kind = shape.type_name
    if kind == "structure":
        for name in shape.required_members:
            if name not in value:
                raise invalid.missing(service, f"{path}.{name}".lstrip("."))
        for name, member in value.items():
            check(service, shape.members[name], member, f"{path}.{name}".lstrip("."))
    elif kind == "list":
        _bounds(service, shape, len(value), value, path, "Its number of items")
        for n, item in enumerate(value, 1):
            check(service, shape.member, item, f"{path}.{n}")
    elif kind == "map":
        _bounds(service, shape, len(value), value, path, "Its number of entries")
        for key, item in value.items():
            check(service, shape.key, key, f"{path}.key")
            check(service, shape.value, item, f"{path}.{key}")
    elif kind == "string":
        _string(service, shape, value, path)
    elif kind in ("integer", "long", "float", "double"):
        _bounds(service, shape, value, value, path, "It")


def _bounds(service, shape, measure, value, path, what):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and measure < low:
        raise invalid.value(service, path, value, f"{what} must be at least {low}.")
    if high is not None and measure > high:
        raise invalid.value(service, path, value, f"{what} must be at most {high}.")


def _string(service, shape, value, path):
    if shape.enum and value not in shape.enum and shape.name not in OPEN:
        raise invalid.value(service, path, value, f"It must be one of {', '.join(shape.enum[:20])}.")
    _bounds(service, shape, len(value), value, path, "Its length")
    pattern = shape.metadata.get("pattern")
    compiled = _compiled(pattern) if pattern else None
    if compiled and shape.name not in LOOSE and not compiled.fullmatch(value):
        raise invalid.value(service, path, value, f"It must match {pattern}.")


@functools.lru_cache(maxsize=1_000)
def _compiled(pattern):
    """A published pattern; None for the few that use classes Python's expressions do not have."""
    try:
        return re.compile(pattern)
    except re.error:
        return None
