"""Snapshots of volumes."""

from ..registry import offers
from ..world import new_id
from ..errors import AwsError
from . import tags
from .common import answer, chosen, find, owner, page, put, seen


def new_snapshot(call, volume, description, labels):
    """A snapshot of a volume, pending at first."""
    identifier = new_id("snap")
    snapshot = {"SnapshotId": identifier, "VolumeId": volume["VolumeId"], "VolumeSize": volume["Size"],
                "Description": description, "State": "pending", "Progress": "0%", "StartTime": call.now,
                "Encrypted": volume["Encrypted"], "OwnerId": owner(), "Tags": labels}
    put(call, "snap", identifier, snapshot)
    call.after(call.settings().transition, lambda moment: snapshot.update(State="completed", Progress="100%"))
    return snapshot


@offers("ec2", "CreateSnapshot")
def create_snapshot(call):
    """Takes a snapshot."""
    tags.only_kinds(call, ("snapshot",))
    volume = find(call, "vol", call.get("VolumeId"))
    return dict(new_snapshot(call, volume, call.get("Description", ""), tags.specified(call, "snapshot")))


@offers("ec2", "DeleteSnapshot")
def delete_snapshot(call):
    """Deletes a snapshot that no image uses."""
    snapshot = find(call, "snap", call.get("SnapshotId"))
    for image in seen(call, "ami"):
        if any(one.get("Ebs", {}).get("SnapshotId") == snapshot["SnapshotId"] for one in image["BlockDeviceMappings"]):
            raise AwsError("InvalidSnapshot.InUse", f"The snapshot {snapshot['SnapshotId']} is currently in use by "
                           f"{image['ImageId']}")
    del call.table("snapshots")[snapshot["SnapshotId"]]


FILTERS = {
    "description": lambda s: s["Description"],
    "encrypted": lambda s: s["Encrypted"],
    "owner-id": lambda s: s["OwnerId"],
    "progress": lambda s: s["Progress"],
    "snapshot-id": lambda s: s["SnapshotId"],
    "status": lambda s: s["State"],
    "volume-id": lambda s: s["VolumeId"],
    "volume-size": lambda s: s["VolumeSize"],
}


@offers("ec2", "DescribeSnapshots")
def describe_snapshots(call):
    """Snapshots of this account; the stand-in has no others."""
    items = chosen(call, "snap", "SnapshotIds", FILTERS)
    owners = call.get("OwnerIds")
    if owners:
        items = [item for item in items if item["OwnerId"] in owners or "self" in owners]
    return answer("Snapshots", *page(call, items, 5, 1000, "SnapshotIds"))
