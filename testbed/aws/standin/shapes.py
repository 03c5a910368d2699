"""Walking Python values along a model's shapes: what is written, and what a parser must read again."""

import datetime


class NotInModel(Exception):
    """The stand-in made a reply that the published model does not allow: an error of its own."""


def members(shape, value):
    """Name, shape, wire name and value of each member present; names that begin with `_` are the stand-in's own notes."""
    for name in value:
        if not name.startswith("_") and name not in shape.members:
            raise NotInModel(f"{shape.name} has no member {name}")
    for name, member in shape.members.items():
        item = value.get(name)
        if item is not None:
            yield name, member, member.serialization.get("name", name), item


def instant(value):
    """A time stamp, given as seconds since the epoch or as a datetime, to the millisecond."""
    if isinstance(value, (int, float)):
        value = datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    return value.replace(microsecond=value.microsecond // 1000 * 1000)


def plain(shape, value):
    """The value as a parser reads it: no notes, no absent members, time stamps as instants."""
    kind = shape.type_name
    if kind == "structure":
        return {name: plain(member, item) for name, member, _, item in members(shape, value)}
    if kind == "list":
        return [plain(shape.member, item) for item in value]
    if kind == "map":
        return {key: plain(shape.value, item) for key, item in value.items()}
    if kind == "timestamp":
        return instant(value)
    return value
