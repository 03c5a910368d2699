"""Tags of EC2 resources: with their making, and by CreateTags, DeleteTags and DescribeTags."""

from ..errors import AwsError
from ..registry import offers
from .common import KINDS, PREFIX_OF, answer, filtered, find, page

MAX_TAGS = 50
TAGGABLE_WITH_INSTANCE = ("instance", "volume", "network-interface", "spot-instances-request", "elastic-gpu")


def specified(call, kind):
    """The tags that TagSpecifications give to resources of a kind."""
    found = []
    for specification in call.get("TagSpecifications", []):
        if specification.get("ResourceType") == kind:
            found += specification.get("Tags", [])
    return checked(found)


def only_kinds(call, kinds):
    """Refuses TagSpecifications for a kind of resource that the operation does not make."""
    for specification in call.get("TagSpecifications", []):
        kind = specification.get("ResourceType")
        if kind not in kinds:
            raise AwsError("InvalidParameterValue", f"'{kind}' is not a valid taggable resource type for this operation.")


def checked(tags):
    """Tags after EC2's rules: lengths, reserved prefix, no key twice, at most fifty."""
    keys = [tag.get("Key") for tag in tags]
    for tag in tags:
        key, value = tag.get("Key"), tag.get("Value", "")
        if not key or len(key) > 128:
            raise AwsError("InvalidParameterValue", f"Tag key exceeds the maximum length of 128 or is empty: {key!r}")
        if len(value) > 256:
            raise AwsError("InvalidParameterValue", "Tag value exceeds the maximum length of 256 characters")
        if key.lower().startswith("aws:"):
            raise AwsError("InvalidParameterValue", f"Tag keys starting with 'aws:' are reserved for internal use: {key}")
    for key in keys:
        if keys.count(key) > 1:
            raise AwsError("InvalidParameterValue", f"Duplicate tag key '{key}' specified.")
    if len(tags) > MAX_TAGS:
        raise AwsError("TagLimitExceeded", "More than 50 tags specified")
    return [{"Key": tag["Key"], "Value": tag.get("Value", "")} for tag in tags]


def _resource(call, identifier):
    prefix = identifier.rpartition("-")[0]
    if prefix not in KINDS:
        raise AwsError("InvalidID", f"The ID '{identifier}' is not valid")
    return find(call, prefix, identifier)


@offers("ec2", "CreateTags")
def create_tags(call):
    """Adds tags to resources or overwrites them."""
    items = [_resource(call, identifier) for identifier in call.get("Resources")]
    new = checked(call.get("Tags"))
    changed = []
    for item in items:
        tags = {tag["Key"]: tag["Value"] for tag in item.get("Tags", [])}
        tags.update((tag["Key"], tag["Value"]) for tag in new)
        changed.append(checked([{"Key": key, "Value": value} for key, value in tags.items()]))
    for item, tags in zip(items, changed):
        item["Tags"] = tags


@offers("ec2", "DeleteTags")
def delete_tags(call):
    """Takes tags away: those named, only with the value named if one is; all when none is named."""
    asked = call.get("Tags")
    for item in [_resource(call, identifier) for identifier in call.get("Resources")]:
        item["Tags"] = [] if asked is None else [tag for tag in item.get("Tags", []) if not _named(tag, asked)]


def _named(tag, asked):
    return any(one.get("Key") == tag["Key"] and one.get("Value", tag["Value"]) == tag["Value"] for one in asked)


@offers("ec2", "DescribeTags")
def describe_tags(call):
    """Lists every tag of every resource of the account."""
    rows = []
    for kind, prefix in PREFIX_OF.items():
        for identifier, item in call.table(KINDS[prefix][0]).items():
            if item["_visible"] <= call.now:
                rows += [{"ResourceId": identifier, "ResourceType": kind, **tag} for tag in item.get("Tags", [])]
    filters = {"key": lambda row: row["Key"], "value": lambda row: row["Value"],
               "resource-id": lambda row: row["ResourceId"], "resource-type": lambda row: row["ResourceType"]}
    return answer("Tags", *page(call, filtered(call, rows, filters)))
