"""RunInstances: what is checked, in EC2's words, and what comes of it."""

import base64
import binascii

from ..errors import AwsError
from ..registry import offers
from ..world import new_id
from . import catalogue, placing, spot, states, tags, volumes
from .common import find, once, owner, put, seen

MAX_AT_ONCE = 1_000
MAX_USER_DATA = 16_384  # bytes before base64


@offers("ec2", "RunInstances")
def run_instances(call):
    """Launches between MinCount and MaxCount instances, or none."""
    reservation, _ = once(call, lambda: launch(call))
    return states.reservation_of(call, reservation)


def launch(call):
    """Makes the instances of a request and gives the id of their reservation."""
    low, high = call.get("MinCount"), call.get("MaxCount")
    if not 1 <= low <= high <= MAX_AT_ONCE:
        raise AwsError("InvalidParameterValue", f"Value ({low}) for parameter minCount and ({high}) for maxCount are invalid.")
    if call.get("LaunchTemplate"):
        raise AwsError("InvalidLaunchTemplateId.NotFound", "The specified launch template does not exist.")
    if not call.get("ImageId"):
        raise AwsError("MissingParameter", "The request must contain the parameter ImageId")
    image = find(call, "ami", call.get("ImageId"))
    if image["State"] != "available":
        raise AwsError("InvalidAMIID.Unavailable", f"The image ID '{image['ImageId']}' is not available")
    kind = _instance_type(call, image)
    _user_data(call)
    tags.only_kinds(call, tags.TAGGABLE_WITH_INSTANCE)
    tags.specified(call, "instance"), tags.specified(call, "volume")
    key = _key_pair(call)
    subnet, groups, public = placing.place(call, kind, high)
    count = placing.affordable(call, kind, low, high)
    market = spot.market(call, kind, subnet["AvailabilityZone"])
    reservation = new_id("r")
    for index in range(count):
        _make(call, reservation, index, image, kind, subnet, groups, public, market, key)
    return reservation


def _instance_type(call, image):
    kind = call.get("InstanceType", "t3.micro")
    if kind not in catalogue.TYPES:
        raise AwsError("InvalidParameterValue", f"Invalid value '{kind}' for InstanceType.")
    architecture = catalogue.TYPES[kind]["architecture"]
    if image["Architecture"] != architecture:
        raise AwsError("InvalidParameterValue", f"The architecture '{architecture}' of the specified instance type does "
                       f"not match the architecture '{image['Architecture']}' of the specified AMI. Specify an instance "
                       "type and an AMI that have matching architectures, and try again.")
    return kind


def _user_data(call):
    text = call.get("UserData")
    if text is None:
        return
    try:
        size = len(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error) as problem:
        raise AwsError("InvalidParameterValue", "Invalid BASE64 encoding of user data.") from problem
    if size > MAX_USER_DATA:
        raise AwsError("InvalidParameterValue", "User data is limited to 16384 bytes")


def _key_pair(call):
    name = call.get("KeyName")
    if name is not None and not any(pair["KeyName"] == name for pair in seen(call, "key")):
        raise AwsError("InvalidKeyPair.NotFound", f"The key pair '{name}' does not exist")
    return name


def _make(call, reservation, index, image, kind, subnet, groups, public, market, key):
    identifier = new_id("i")
    private = placing.next_address(subnet)
    placement = {"AvailabilityZone": subnet["AvailabilityZone"], "Tenancy": "default",
                 "GroupName": call.get("Placement", {}).get("GroupName", "")}
    instance = {
        "InstanceId": identifier, "ImageId": image["ImageId"], "InstanceType": kind, "AmiLaunchIndex": index,
        "Architecture": image["Architecture"], "LaunchTime": call.now, "Placement": placement,
        "State": {"Code": 0, "Name": "pending"}, "Monitoring": {"State": _monitoring(call)}, "SubnetId": subnet["SubnetId"],
        "VpcId": subnet["VpcId"], "PrivateIpAddress": private, "PrivateDnsName": placing.private_name(private, call),
        "PublicDnsName": "", "StateTransitionReason": "", "SecurityGroups": groups, "SourceDestCheck": True,
        "RootDeviceName": image["RootDeviceName"], "RootDeviceType": "ebs", "VirtualizationType": "hvm",
        "Hypervisor": "xen", "EbsOptimized": call.get("EbsOptimized", False), "EnaSupport": True, "KeyName": key,
        "ClientToken": call.get("ClientToken", ""), "PlatformDetails": image["PlatformDetails"],
        "UsageOperation": image["UsageOperation"], "UsageOperationUpdateTime": call.now, "ProductCodes": [],
        "CpuOptions": {"CoreCount": max(1, catalogue.TYPES[kind]["vcpus"] // 2), "ThreadsPerCore": 2},
        "MetadataOptions": {"State": "applied", "HttpTokens": "optional", "HttpPutResponseHopLimit": 1,
                            "HttpEndpoint": "enabled", **call.get("MetadataOptions", {})},
        "Tags": tags.specified(call, "instance"), "Platform": image.get("Platform"),
        "IamInstanceProfile": _profile(call), "BlockDeviceMappings": [],
        "_reservation": reservation, "_user_data": call.get("UserData"), "_public": public,
        "_protected": call.get("DisableApiTermination", False), "_owner": owner(),
        "_shutdown": call.get("InstanceInitiatedShutdownBehavior", "stop"),
    }
    spot.mark(call, instance, market)
    put(call, "i", identifier, instance)
    instance["NetworkInterfaces"] = [placing.interface(call, instance, groups)]
    volumes.attach_at_launch(call, instance, image)
    states.begin(call, instance)


def _monitoring(call):
    return "pending" if call.get("Monitoring", {}).get("Enabled") else "disabled"


def _profile(call):
    profile = call.get("IamInstanceProfile")
    if profile is None:
        return None
    name = profile.get("Name") or profile.get("Arn", "").rpartition("/")[2]
    return {"Arn": f"arn:aws:iam::{owner()}:instance-profile/{name}", "Id": "AIPASTANDIN" + "X" * 9}
