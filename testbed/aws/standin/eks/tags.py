"""Tags of clusters and node groups, by ARN."""

from ..errors import AwsError
from ..registry import offers


def _resource(call):
    for cluster in call.table("clusters").values():
        for one in (cluster, *cluster["_groups"].values()):
            if call.get("resourceArn") in (one.get("arn"), one.get("nodegroupArn")):
                return one
    raise AwsError("NotFoundException", f"The resource {call.get('resourceArn')} was not found.", 404)


@offers("eks", "TagResource")
def tag_resource(call):
    """Adds tags or overwrites them."""
    _resource(call)["tags"].update(call.get("tags"))


@offers("eks", "UntagResource")
def untag_resource(call):
    """Takes tags away."""
    tags = _resource(call)["tags"]
    for key in call.get("tagKeys"):
        tags.pop(key, None)


@offers("eks", "ListTagsForResource")
def list_tags_for_resource(call):
    """The tags of a resource."""
    return {"tags": dict(_resource(call)["tags"])}
