"""EBS volumes: create, attach, detach, modify, delete, describe; and the volumes that come with an instance."""

from ..errors import AwsError
from ..registry import offers
from ..world import new_id
from . import catalogue, tags
from .common import answer, chosen, find, once, page, put

# GiB from and to, and the IOPS a type starts with. Source: the EBS user guide, "Amazon EBS volume types".
KINDS = {"gp3": (1, 16_384, 3_000), "gp2": (1, 16_384, 100), "io1": (4, 16_384, None), "io2": (4, 65_536, None),
         "st1": (125, 16_384, None), "sc1": (125, 16_384, None), "standard": (1, 1_024, None)}


def _checked(kind, size, iops):
    if kind not in KINDS:
        raise AwsError("InvalidParameterValue", f"Invalid volume type: {kind}")
    low, high, base = KINDS[kind]
    if not low <= size <= high:
        raise AwsError("InvalidParameterValue", f"Volume of {size}GiB is invalid; {kind} needs {low} to {high} GiB.")
    if kind in ("io1", "io2") and iops is None:
        raise AwsError("MissingParameter", "The parameter iops must be specified for io1 and io2 volumes.")
    return iops or (max(base, min(3 * size, 16_000)) if kind == "gp2" else base)


def _new(call, zone, kind, size, settings, labels, attachments=()):
    identifier = new_id("vol")
    iops = _checked(kind, size, settings.get("Iops"))
    volume = {"VolumeId": identifier, "AvailabilityZone": zone, "Size": size, "VolumeType": kind, "State": "creating",
              "CreateTime": call.now, "Encrypted": settings.get("Encrypted", False), "Iops": iops,
              "SnapshotId": settings.get("SnapshotId") or "", "Attachments": list(attachments), "Tags": labels,
              "MultiAttachEnabled": False, "Throughput": settings.get("Throughput", 125) if kind == "gp3" else None}
    put(call, "vol", identifier, volume)
    return volume


@offers("ec2", "CreateVolume")
def create_volume(call):
    """Creates an empty volume or one from a snapshot."""
    identifier, _ = once(call, lambda: _create(call))
    volume = call.table("volumes")[identifier]
    return {key: value for key, value in volume.items() if key != "Attachments"}


def _create(call):
    zone = call.get("AvailabilityZone")
    if zone not in catalogue.zones(call.region.name):
        raise AwsError("InvalidZone.NotFound", f"The zone '{zone}' does not exist.")
    tags.only_kinds(call, ("volume",))
    snapshot = find(call, "snap", call.get("SnapshotId")) if call.get("SnapshotId") else None
    size = call.get("Size", snapshot["VolumeSize"] if snapshot else None)
    if size is None:
        raise AwsError("MissingParameter", "The request must contain the parameter size/snapshot")
    if snapshot and size < snapshot["VolumeSize"]:
        raise AwsError("InvalidParameterValue", f"Volume of {size}GiB is smaller than snapshot "
                       f"'{snapshot['SnapshotId']}', expect size >= {snapshot['VolumeSize']}GiB")
    volume = _new(call, zone, call.get("VolumeType", "gp2"), size, call.values, tags.specified(call, "volume"))
    call.after(call.settings().transition, lambda moment: _step(volume, "creating", "available"))
    return volume["VolumeId"]


def _step(volume, before, after):
    if volume["State"] == before:
        volume["State"] = after


def attach_at_launch(call, instance, image):
    """Makes and attaches the volumes of an instance: those of its image, as the request changes them, and new ones."""
    wanted = {mapping["DeviceName"]: dict(mapping["Ebs"]) for mapping in image["BlockDeviceMappings"] if "Ebs" in mapping}
    for mapping in call.get("BlockDeviceMappings", []):
        device, ebs = mapping.get("DeviceName"), mapping.get("Ebs")
        if mapping.get("NoDevice") is not None:
            wanted.pop(device, None)
        elif ebs is not None:
            before = wanted.get(device, {})
            if ebs.get("VolumeSize", before.get("VolumeSize", 1)) < before.get("VolumeSize", 0):
                raise AwsError("InvalidBlockDeviceMapping", f"Volume of size {ebs['VolumeSize']}GB is smaller than "
                               f"snapshot '{before['SnapshotId']}', expect size >= {before['VolumeSize']}GB")
            wanted[device] = {**before, **ebs}
    for device, ebs in wanted.items():
        ends = ebs.get("DeleteOnTermination", True)
        kind = ebs.get("VolumeType", "gp2")
        volume = _new(call, instance["Placement"]["AvailabilityZone"], kind, ebs.get("VolumeSize", 8), ebs,
                      tags.specified(call, "volume"))
        volume["State"] = "in-use"
        _bind(call, volume, instance, device, "attached", ends)


def _bind(call, volume, instance, device, state, ends):
    volume["Attachments"] = [{"VolumeId": volume["VolumeId"], "InstanceId": instance["InstanceId"], "Device": device,
                              "State": state, "AttachTime": call.now, "DeleteOnTermination": ends}]
    instance["BlockDeviceMappings"].append({"DeviceName": device, "Ebs": {
        "VolumeId": volume["VolumeId"], "Status": state, "AttachTime": call.now, "DeleteOnTermination": ends}})


def _unbind(volume, instance):
    volume["Attachments"] = []
    volume["State"] = "available"
    if instance is not None:
        instance["BlockDeviceMappings"] = [mapping for mapping in instance["BlockDeviceMappings"]
                                           if mapping["Ebs"]["VolumeId"] != volume["VolumeId"]]


def release_all(call, instance):
    """Deletes or frees the volumes of an instance that ended."""
    for mapping in instance["BlockDeviceMappings"]:
        volume = call.table("volumes").get(mapping["Ebs"]["VolumeId"])
        if volume is None:
            continue
        _unbind(volume, None)
        if mapping["Ebs"]["DeleteOnTermination"]:
            del call.table("volumes")[volume["VolumeId"]]


@offers("ec2", "AttachVolume")
def attach_volume(call):
    """Attaches an available volume to an instance of its zone."""
    volume, instance = find(call, "vol", call.get("VolumeId")), find(call, "i", call.get("InstanceId"))
    if volume["State"] == "in-use":
        raise AwsError("VolumeInUse", f"{volume['VolumeId']} is already attached to an instance")
    if volume["State"] != "available":
        raise AwsError("IncorrectState", f"{volume['VolumeId']} is not 'available'.")
    if instance["State"]["Name"] not in ("running", "stopped"):
        raise AwsError("IncorrectState", f"Instance '{instance['InstanceId']}' is not 'running'.")
    if volume["AvailabilityZone"] != instance["Placement"]["AvailabilityZone"]:
        raise AwsError("InvalidVolume.ZoneMismatch", f"The volume '{volume['VolumeId']}' is not in the same availability "
                       f"zone as instance '{instance['InstanceId']}'")
    device = call.get("Device")
    if any(mapping["DeviceName"] == device for mapping in instance["BlockDeviceMappings"]):
        raise AwsError("InvalidParameterValue", f"Invalid value '{device}' for unixDevice. Attachment point {device} is "
                       "already in use")
    volume["State"] = "in-use"
    _bind(call, volume, instance, device, "attaching", False)
    attachment, mapping = volume["Attachments"][0], instance["BlockDeviceMappings"][-1]

    def attached(moment):
        attachment["State"] = mapping["Ebs"]["Status"] = "attached"
    call.after(call.settings().transition, attached)
    return dict(attachment)


@offers("ec2", "DetachVolume")
def detach_volume(call):
    """Detaches a volume."""
    volume = find(call, "vol", call.get("VolumeId"))
    attachment = next(iter(volume["Attachments"]), None)
    if attachment is None or call.get("InstanceId", attachment["InstanceId"]) != attachment["InstanceId"]:
        raise AwsError("IncorrectState", f"Volume '{volume['VolumeId']}' is in the 'available' state.")
    instance = call.table("instances").get(attachment["InstanceId"])
    if instance and attachment["Device"] == instance["RootDeviceName"] and instance["State"]["Name"] != "stopped":
        raise AwsError("OperationNotPermitted", f"Unable to detach root volume '{volume['VolumeId']}' from instance "
                       f"'{instance['InstanceId']}'")
    attachment["State"] = "detaching"
    call.after(call.settings().transition, lambda moment: _unbind(volume, instance))
    return dict(attachment)


@offers("ec2", "DeleteVolume")
def delete_volume(call):
    """Deletes a volume that is not attached."""
    volume = find(call, "vol", call.get("VolumeId"))
    if volume["Attachments"]:
        raise AwsError("VolumeInUse", f"Volume {volume['VolumeId']} is currently attached to "
                       f"{volume['Attachments'][0]['InstanceId']}")
    del call.table("volumes")[volume["VolumeId"]]


@offers("ec2", "ModifyVolume")
def modify_volume(call):
    """Grows a volume or changes its type; it never shrinks."""
    volume = find(call, "vol", call.get("VolumeId"))
    size, kind = call.get("Size", volume["Size"]), call.get("VolumeType", volume["VolumeType"])
    if size < volume["Size"]:
        raise AwsError("InvalidParameterValue", "New size cannot be smaller than existing size")
    before = {"OriginalSize": volume["Size"], "OriginalVolumeType": volume["VolumeType"], "OriginalIops": volume["Iops"]}
    iops = _checked(kind, size, call.get("Iops", volume["Iops"] if kind == volume["VolumeType"] else None))
    volume.update(Size=size, VolumeType=kind, Iops=iops)
    modification = {"VolumeId": volume["VolumeId"], "ModificationState": "modifying", "TargetSize": size,
                    "TargetVolumeType": kind, "TargetIops": iops, "Progress": 0, "StartTime": call.now, **before}
    modification["_seq"] = volume["_seq"]
    call.table("modifications")[volume["VolumeId"]] = modification
    call.after(call.settings().transition, lambda moment: modification.update(
        ModificationState="completed", Progress=100, EndTime=moment))
    return {"VolumeModification": dict(modification)}


@offers("ec2", "DescribeVolumesModifications")
def describe_volumes_modifications(call):
    """How far changes of volumes are."""
    known = call.table("modifications")
    wanted = call.get("VolumeIds") or list(known)
    return answer("VolumesModifications", *page(call, [known[one] for one in wanted if one in known], 1, 500))


FILTERS = {
    "attachment.device": lambda v: [one["Device"] for one in v["Attachments"]],
    "attachment.instance-id": lambda v: [one["InstanceId"] for one in v["Attachments"]],
    "attachment.status": lambda v: [one["State"] for one in v["Attachments"]],
    "availability-zone": lambda v: v["AvailabilityZone"],
    "encrypted": lambda v: v["Encrypted"],
    "size": lambda v: v["Size"],
    "snapshot-id": lambda v: v["SnapshotId"],
    "status": lambda v: v["State"],
    "volume-id": lambda v: v["VolumeId"],
    "volume-type": lambda v: v["VolumeType"],
}


@offers("ec2", "DescribeVolumes")
def describe_volumes(call):
    """Volumes, by pages."""
    return answer("Volumes", *page(call, chosen(call, "vol", "VolumeIds", FILTERS), 5, 1000, "VolumeIds"))
