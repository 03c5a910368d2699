"""Images: DescribeImages, CreateImage, CopyImage, DeregisterImage, and their launch permission."""

from time import gmtime, strftime

from ..errors import AwsError
from ..registry import offers
from ..world import NOT_OPTED_IN, REGIONS, new_id
from . import states, tags
from .common import answer, chosen, find, once, owner, page, put, seen
from .snapshots import new_snapshot

FILTERS = {
    "architecture": lambda i: i["Architecture"],
    "creation-date": lambda i: i["CreationDate"],
    "description": lambda i: i["Description"],
    "hypervisor": lambda i: i["Hypervisor"],
    "image-id": lambda i: i["ImageId"],
    "image-type": lambda i: i["ImageType"],
    "is-public": lambda i: i["Public"],
    "name": lambda i: i["Name"],
    "owner-alias": lambda i: i.get("ImageOwnerAlias"),
    "owner-id": lambda i: i["OwnerId"],
    "platform": lambda i: i.get("Platform"),
    "platform-details": lambda i: i["PlatformDetails"],
    "root-device-type": lambda i: i["RootDeviceType"],
    "state": lambda i: i["State"],
    "virtualization-type": lambda i: i["VirtualizationType"],
    "ena-support": lambda i: i["EnaSupport"],
}


@offers("ec2", "DescribeImages")
def describe_images(call):
    """Images of this account and public ones, by id, owner and filters."""
    items = chosen(call, "ami", "ImageIds", FILTERS)
    owners = call.get("Owners")
    if owners:
        wanted = {owner() if one == "self" else one for one in owners}
        items = [item for item in items if item["OwnerId"] in wanted or item.get("ImageOwnerAlias") in wanted]
    users = call.get("ExecutableUsers")
    if users:
        items = [item for item in items if ("all" in users and item["Public"]) or item["OwnerId"] == owner()]
    return answer("Images", *page(call, items, 1, 1000, "ImageIds"))


def _free_name(call, name):
    for image in seen(call, "ami"):
        if image["OwnerId"] == owner() and image["Name"] == name:
            raise AwsError("InvalidAMIName.Duplicate", f"AMI name {name} is already in use by AMI {image['ImageId']}")
    if not 3 <= len(name) <= 128:
        raise AwsError("InvalidAMIName.Malformed", "AMI names must be between 3 and 128 characters long")


def _keep(call, source, name, description, mappings, labels):
    identifier = new_id("ami")
    image = {**{key: source.get(key) for key in (
        "Architecture", "RootDeviceType", "RootDeviceName", "VirtualizationType", "Hypervisor", "PlatformDetails",
        "UsageOperation", "Platform")}, "ImageId": identifier, "Name": name, "Description": description,
        "OwnerId": owner(), "Public": False, "State": "pending", "ImageType": "machine", "EnaSupport": True,
        "ImageLocation": f"{owner()}/{name}", "BlockDeviceMappings": mappings, "Tags": labels,
        "CreationDate": strftime("%Y-%m-%dT%H:%M:%S.000Z", gmtime(call.now))}
    put(call, "ami", identifier, image)
    call.after(call.settings().transition, lambda moment: image.update(State="available"))
    return identifier


@offers("ec2", "CreateImage")
def create_image(call):
    """Makes an image, and snapshots of the volumes, of a running or stopped instance."""
    instance = find(call, "i", call.get("InstanceId"))
    if states.name(instance) not in ("running", "stopped", "stopping"):
        raise AwsError("IncorrectInstanceState", f"The instance '{instance['InstanceId']}' is not in a state from which it "
                       "can be imaged.")
    tags.only_kinds(call, ("image", "snapshot"))
    _free_name(call, call.get("Name"))
    mappings = []
    for mapping in instance["BlockDeviceMappings"]:
        volume = call.table("volumes")[mapping["Ebs"]["VolumeId"]]
        snapshot = new_snapshot(call, volume, f"Created by CreateImage({instance['InstanceId']})",
                                tags.specified(call, "snapshot"))
        mappings.append({"DeviceName": mapping["DeviceName"], "Ebs": {
            "SnapshotId": snapshot["SnapshotId"], "VolumeSize": volume["Size"], "VolumeType": volume["VolumeType"],
            "DeleteOnTermination": True, "Encrypted": volume["Encrypted"]}})
    if states.name(instance) == "running" and not call.get("NoReboot"):
        instance["_boots"] = instance.get("_boots", 1) + 1
    return {"ImageId": _keep(call, instance, call.get("Name"), call.get("Description", ""), mappings,
                             tags.specified(call, "image"))}


@offers("ec2", "CopyImage")
def copy_image(call):
    """Copies an image from a region into this one."""
    identifier, _ = once(call, lambda: _copy(call))
    return {"ImageId": identifier}


def _copy(call):
    region = call.get("SourceRegion")
    if region not in REGIONS or region in NOT_OPTED_IN:
        raise AwsError("InvalidParameterValue", f"Invalid source region: {region}")
    source = call.world.regions[region].tables["images"].get(call.get("SourceImageId"))
    if source is None or source["State"] != "available":
        raise AwsError("InvalidAMIID.NotFound", f"The image id '[{call.get('SourceImageId')}]' does not exist")
    _free_name(call, call.get("Name"))
    tags.only_kinds(call, ("image", "snapshot"))
    mappings = []
    for one in source["BlockDeviceMappings"]:
        volume = {"VolumeId": "vol-ffffffff", "Size": one["Ebs"]["VolumeSize"], "Encrypted": one["Ebs"]["Encrypted"]}
        snapshot = new_snapshot(call, volume, f"Copied for DestinationAmi from {source['ImageId']}",
                                tags.specified(call, "snapshot"))
        mappings.append({"DeviceName": one["DeviceName"], "Ebs": {**one["Ebs"], "SnapshotId": snapshot["SnapshotId"]}})
    labels = tags.specified(call, "image") or (source["Tags"] if call.get("CopyImageTags") else [])
    return _keep(call, source, call.get("Name"), call.get("Description", ""), mappings, list(labels))


@offers("ec2", "DeregisterImage")
def deregister_image(call):
    """Deletes an image of this account; its snapshots stay unless the request has them deleted too."""
    image = find(call, "ami", call.get("ImageId"))
    if image["OwnerId"] != owner():
        raise AwsError("AuthFailure", f"Not authorized for image:{image['ImageId']}", 403)
    del call.table("images")[image["ImageId"]]
    if not call.get("DeleteAssociatedSnapshots"):
        return {}
    gone = [one["Ebs"]["SnapshotId"] for one in image["BlockDeviceMappings"]]
    for snapshot in gone:
        call.table("snapshots").pop(snapshot, None)
    return {"Return": True, "DeleteSnapshotResults": [{"SnapshotId": one, "ReturnCode": "success"} for one in gone]}


@offers("ec2", "ModifyImageAttribute")
def modify_image_attribute(call):
    """Makes an image public or private, or changes its description."""
    image = find(call, "ami", call.get("ImageId"))
    if image["OwnerId"] != owner():
        raise AwsError("AuthFailure", f"Not authorized for image:{image['ImageId']}", 403)
    change = call.get("LaunchPermission", {})
    if any(one.get("Group") == "all" for one in change.get("Add", [])):
        image["Public"] = True
    if any(one.get("Group") == "all" for one in change.get("Remove", [])):
        image["Public"] = False
    if call.get("Description"):
        image["Description"] = call.get("Description").get("Value", "")
