"""What every EC2 resource shares: identifiers, look-up, tables, filters, pages, tokens."""

import hashlib
import json
import re

from .. import paging
from ..access import ACCOUNT
from ..errors import AwsError

MAX_FILTER_VALUES = 200
MAX_TOKENS = 100_000  # client tokens of a region; the oldest is forgotten beyond

# Kinds of resource: id prefix, table, the word in error codes, the word for people.
KINDS = {
    "i": ("instances", "InvalidInstanceID", "instance"),
    "ami": ("images", "InvalidAMIID", "image"),
    "vol": ("volumes", "InvalidVolume", "volume"),
    "snap": ("snapshots", "InvalidSnapshot", "snapshot"),
    "sg": ("groups", "InvalidGroup", "security-group"),
    "vpc": ("vpcs", "InvalidVpcID", "vpc"),
    "subnet": ("subnets", "InvalidSubnetID", "subnet"),
    "igw": ("gateways", "InvalidInternetGatewayID", "internet-gateway"),
    "rtb": ("routes", "InvalidRouteTableID", "route-table"),
    "eipalloc": ("addresses", "InvalidAllocationID", "elastic-ip"),
    "key": ("keypairs", "InvalidKeyPair", "key-pair"),
    "pg": ("placements", "InvalidPlacementGroup", "placement-group"),
    "sir": ("spots", "InvalidSpotInstanceRequestID", "spot-instances-request"),
    "eni": ("interfaces", "InvalidNetworkInterfaceID", "network-interface"),
}
PREFIX_OF = {kind[2]: prefix for prefix, kind in KINDS.items()}


def put(call, prefix, identifier, item):
    """Keeps a new resource, not to be seen before the lag that a test asked for is over."""
    table = call.table(KINDS[prefix][0])
    call.region.sequence = getattr(call.region, "sequence", 0) + 1
    item["_seq"] = call.region.sequence
    item["_visible"] = call.now + call.settings().lag
    table[identifier] = item
    return item


def seen(call, prefix):
    """The resources of a kind that a reader sees now."""
    return [item for item in call.table(KINDS[prefix][0]).values() if item["_visible"] <= call.now]


def find(call, prefix, identifier):
    """One resource by id, refusing what is malformed or not there."""
    return find_all(call, prefix, [identifier])[0]


def find_all(call, prefix, identifiers):
    """Resources by their ids, in that order; all must be there."""
    table, code, word = KINDS[prefix]
    known = call.table(table)
    for identifier in identifiers:
        if not re.fullmatch(rf"{prefix}-([0-9a-f]{{8}}|[0-9a-f]{{17}})", identifier):
            raise AwsError(f"{code}.Malformed", f'Invalid id: "{identifier}" (expecting "{prefix}-...")')
    missing = [i for i in identifiers if i not in known or known[i]["_visible"] > call.now]
    if missing:
        several = "s" if len(missing) > 1 else ""
        verb = "do" if several else "does"
        raise AwsError(f"{code}.NotFound", f"The {word} ID{several} '{', '.join(missing)}' {verb} not exist")
    return [known[identifier] for identifier in identifiers]


def chosen(call, prefix, ids_name, filters):
    """The resources that a Describe operation is about: by ids or all, then by its filters."""
    identifiers = call.get(ids_name)
    items = find_all(call, prefix, identifiers) if identifiers else seen(call, prefix)
    return filtered(call, items, filters)


def filtered(call, items, filters):
    """The items that pass every filter; a filter passes with any of its values. `*` and `?` are wildcards."""
    asked = []
    for one in call.get("Filters", []):
        name, values = one.get("Name"), one.get("Values", [])
        if name is None or not values:
            raise AwsError("InvalidParameterValue", "A filter has a name and at least one value")
        if len(values) > MAX_FILTER_VALUES:
            raise AwsError("FilterLimitExceeded", f"The maximum number of filter values is {MAX_FILTER_VALUES}")
        read = _reader(name, filters)
        if read is None:
            raise AwsError("InvalidParameterValue", f"The filter '{name}' is invalid")
        asked.append((read, [_pattern(value) for value in values]))
    return [item for item in items if all(_passes(read(item), patterns) for read, patterns in asked)]


def _reader(name, filters):
    if name.startswith("tag:"):
        return lambda item: [tag["Value"] for tag in item.get("Tags", []) if tag["Key"] == name[4:]]
    if name == "tag-key":
        return lambda item: [tag["Key"] for tag in item.get("Tags", [])]
    return filters.get(name)


def _passes(found, patterns):
    texts = found if isinstance(found, (list, tuple)) else [found]
    return any(pattern.fullmatch(_text(text)) for text in texts if text is not None for pattern in patterns)


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def _pattern(value):
    parts = re.findall(r"\\.|.", value, re.DOTALL)
    wild = {"*": ".*", "?": "."}
    return re.compile("".join(wild.get(part) or re.escape(part[-1]) for part in parts), re.DOTALL)


def page(call, items, low=5, high=1000, ids_name=None):
    """A page of an EC2 listing, within the bounds that the operation's reference gives to MaxResults."""
    size = call.get("MaxResults")
    if size is not None:
        if ids_name and call.get(ids_name):
            raise AwsError("InvalidParameterCombination",
                           f"The parameter {ids_name} cannot be used with the parameter maxResults")
        if not low <= size <= high:
            raise AwsError("InvalidParameterValue", f"Value ( {size} ) for parameter maxResults is invalid. "
                           f"Expecting a value between {low} and {high}.")
    return paging.page(call, "ec2", items, size or max(high, 1000))


def answer(name, items, token):
    """The usual output of a listing."""
    return {name: items} if token is None else {name: items, "NextToken": token}


def once(call, make):
    """Does a request with a ClientToken once: the same again gets the first result's id, another one is refused."""
    token = call.get("ClientToken")
    if not token:
        return make(), True
    if len(token) > 64 or not token.isascii():
        raise AwsError("InvalidParameterValue", "A client token has at most 64 ASCII characters")
    asked = {key: value for key, value in call.values.items() if key != "ClientToken"}
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()
    known = call.region.tokens.get((call.operation, token))
    if known is None:
        result = make()
        call.region.tokens[call.operation, token] = (digest, result)
        if len(call.region.tokens) > MAX_TOKENS:
            call.region.tokens.pop(next(iter(call.region.tokens)))
        return result, True
    if known[0] != digest:
        raise AwsError("IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with "
                       "arguments used in previous request(s).")
    return known[1], False


def owner():
    """The account that owns what is made here."""
    return ACCOUNT
