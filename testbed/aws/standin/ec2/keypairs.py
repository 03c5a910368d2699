"""Key pairs for logging in, and placement groups."""

import base64
import binascii
import hashlib

from ..errors import AwsError
from ..registry import offers
from ..world import new_id
from . import tags
from .common import chosen, find_all, filtered, put, seen

KEY_TYPES = {b"ssh-rsa": "rsa", b"ssh-ed25519": "ed25519"}


@offers("ec2", "ImportKeyPair")
def import_key_pair(call):
    """Keeps the public key that an owner brings, in the OpenSSH form."""
    tags.only_kinds(call, ("key-pair",))
    name = call.get("KeyName")
    if any(pair["KeyName"] == name for pair in seen(call, "key")):
        raise AwsError("InvalidKeyPair.Duplicate", f"The keypair '{name}' already exists.")
    kind, _, rest = call.get("PublicKeyMaterial").partition(b" ")
    try:
        blob = base64.b64decode(rest.split()[0], validate=True)
    except (IndexError, binascii.Error) as problem:
        raise AwsError("InvalidKey.Format", "Key is not in valid OpenSSH public key format") from problem
    if kind not in KEY_TYPES or len(blob) < 32:
        raise AwsError("InvalidKey.Format", "Key is not in valid OpenSSH public key format")
    identifier = new_id("key")
    digest = hashlib.md5(blob, usedforsecurity=False).hexdigest()
    pair = {"KeyPairId": identifier, "KeyName": name, "KeyType": KEY_TYPES[kind], "CreateTime": call.now,
            "KeyFingerprint": ":".join(digest[n:n + 2] for n in range(0, 32, 2)), "Tags": tags.specified(call, "key-pair")}
    put(call, "key", identifier, pair)
    return {field: pair[field] for field in ("KeyPairId", "KeyName", "KeyFingerprint", "Tags")}


@offers("ec2", "DeleteKeyPair")
def delete_key_pair(call):
    """Deletes a key pair; one that is not there is no error."""
    for pair in seen(call, "key"):
        if call.get("KeyName") == pair["KeyName"] or call.get("KeyPairId") == pair["KeyPairId"]:
            del call.table("keypairs")[pair["KeyPairId"]]


@offers("ec2", "DescribeKeyPairs")
def describe_key_pairs(call):
    """Key pairs without their keys."""
    filters = {"key-name": lambda p: p["KeyName"], "key-pair-id": lambda p: p["KeyPairId"],
               "fingerprint": lambda p: p["KeyFingerprint"]}
    items = chosen(call, "key", "KeyPairIds", filters)
    names = call.get("KeyNames")
    if names:
        items = [item for item in items if item["KeyName"] in names]
        missing = set(names) - {item["KeyName"] for item in items}
        if missing:
            raise AwsError("InvalidKeyPair.NotFound", f"The key pair '{sorted(missing)[0]}' does not exist")
    return {"KeyPairs": items}


@offers("ec2", "CreatePlacementGroup")
def create_placement_group(call):
    """Creates a group that keeps instances together or apart."""
    tags.only_kinds(call, ("placement-group",))
    name = call.get("GroupName")
    if any(group["GroupName"] == name for group in seen(call, "pg")):
        raise AwsError("InvalidPlacementGroup.Duplicate", f"The Placement Group '{name}' already exists.")
    identifier = new_id("pg")
    group = {"GroupId": identifier, "GroupName": name, "State": "available", "Strategy": call.get("Strategy", "cluster"),
             "Tags": tags.specified(call, "placement-group")}
    put(call, "pg", identifier, group)
    return {"PlacementGroup": dict(group)}


@offers("ec2", "DeletePlacementGroup")
def delete_placement_group(call):
    """Deletes a placement group that no instance is in."""
    named = [group for group in seen(call, "pg") if group["GroupName"] == call.get("GroupName")]
    if not named:
        raise AwsError("InvalidPlacementGroup.Unknown", f"The Placement Group '{call.get('GroupName')}' is unknown.")
    if any(instance["Placement"]["GroupName"] == call.get("GroupName") and instance["State"]["Name"] != "terminated"
           for instance in call.table("instances").values()):
        raise AwsError("InvalidPlacementGroup.InUse", f"The placement group '{call.get('GroupName')}' is in use.")
    del call.table("placements")[named[0]["GroupId"]]


@offers("ec2", "DescribePlacementGroups")
def describe_placement_groups(call):
    """Placement groups by name, id and filter."""
    items = find_all(call, "pg", call.get("GroupIds")) if call.get("GroupIds") else seen(call, "pg")
    names = call.get("GroupNames")
    if names:
        items = [item for item in items if item["GroupName"] in names]
        if {item["GroupName"] for item in items} != set(names):
            raise AwsError("InvalidPlacementGroup.Unknown", f"The Placement Group '{names[0]}' is unknown.")
    filters = {"group-name": lambda g: g["GroupName"], "state": lambda g: g["State"], "strategy": lambda g: g["Strategy"]}
    return {"PlacementGroups": filtered(call, items, filters)}
