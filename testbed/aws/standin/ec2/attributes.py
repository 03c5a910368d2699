"""DescribeInstanceAttribute and ModifyInstanceAttribute."""

import base64

from ..errors import AwsError
from ..registry import offers
from . import catalogue, states
from .common import find, find_all

PLAIN = {"instanceType": "InstanceType", "userData": "UserData", "disableApiTermination": "DisableApiTermination",
         "instanceInitiatedShutdownBehavior": "InstanceInitiatedShutdownBehavior", "sourceDestCheck": "SourceDestCheck",
         "ebsOptimized": "EbsOptimized"}


@offers("ec2", "DescribeInstanceAttribute")
def describe_instance_attribute(call):
    """One attribute of an instance."""
    instance = find(call, "i", call.get("InstanceId"))
    read = {
        "instanceType": lambda: {"InstanceType": {"Value": instance["InstanceType"]}},
        "userData": lambda: {"UserData": {"Value": instance["_user_data"]}},
        "disableApiTermination": lambda: {"DisableApiTermination": {"Value": instance["_protected"]}},
        "instanceInitiatedShutdownBehavior": lambda: {"InstanceInitiatedShutdownBehavior": {"Value": instance["_shutdown"]}},
        "sourceDestCheck": lambda: {"SourceDestCheck": {"Value": instance["SourceDestCheck"]}},
        "ebsOptimized": lambda: {"EbsOptimized": {"Value": instance["EbsOptimized"]}},
        "rootDeviceName": lambda: {"RootDeviceName": {"Value": instance["RootDeviceName"]}},
        "blockDeviceMapping": lambda: {"BlockDeviceMappings": instance["BlockDeviceMappings"]},
        "groupSet": lambda: {"Groups": instance["SecurityGroups"]},
    }.get(call.get("Attribute"))
    if read is None:
        raise AwsError("InvalidParameterValue", f"Value ({call.get('Attribute')}) for parameter attribute is invalid.")
    return {"InstanceId": instance["InstanceId"], **read()}


@offers("ec2", "ModifyInstanceAttribute")
def modify_instance_attribute(call):
    """Changes exactly one attribute."""
    instance = find(call, "i", call.get("InstanceId"))
    name, value = _asked(call)
    if name in ("InstanceType", "UserData", "EbsOptimized") and states.name(instance) != "stopped":
        raise AwsError("IncorrectInstanceState", f"The instance '{instance['InstanceId']}' is not in the 'stopped' state.")
    if name == "InstanceType":
        _resize(instance, value)
    elif name == "UserData":
        instance["_user_data"] = base64.b64encode(value).decode() if isinstance(value, bytes) else value
    elif name == "DisableApiTermination":
        instance["_protected"] = _flag(value)
    elif name == "InstanceInitiatedShutdownBehavior":
        instance["_shutdown"] = value
    elif name == "Groups":
        groups = [{"GroupId": one["GroupId"], "GroupName": one["GroupName"]} for one in find_all(call, "sg", value)]
        instance["SecurityGroups"] = groups
        for interface in instance["NetworkInterfaces"]:
            interface["Groups"] = groups
    else:
        instance[name] = _flag(value)


def _asked(call):
    found = []
    if call.get("Attribute"):
        if call.get("Attribute") not in PLAIN or call.get("Value") is None:
            raise AwsError("InvalidParameterCombination", f"The attribute {call.get('Attribute')} cannot be set so.")
        found.append((PLAIN[call.get("Attribute")], call.get("Value")))
    found += [(name, call.get(name).get("Value")) for name in PLAIN.values() if call.get(name)]
    if call.get("Groups"):
        found.append(("Groups", call.get("Groups")))
    if not found:
        raise AwsError("InvalidParameterCombination", "No attributes specified.")
    if len(found) > 1:
        raise AwsError("InvalidParameterCombination", "Fields for multiple attribute types specified: "
                       + ", ".join(name for name, _ in found))
    if found[0][1] is None:
        raise AwsError("InvalidParameterValue", f"The attribute {found[0][0]} has no value.")
    return found[0]


def _flag(value):
    return value if isinstance(value, bool) else value == "true"


def _resize(instance, kind):
    if kind not in catalogue.TYPES:
        raise AwsError("InvalidInstanceAttributeValue", f"The instanceType '{kind}' is not valid.")
    if catalogue.TYPES[kind]["architecture"] != instance["Architecture"]:
        raise AwsError("InvalidParameterValue", f"The architecture of the instance type {kind} does not match the "
                       f"architecture '{instance['Architecture']}' of the instance.")
    if not catalogue.sold(kind, instance["Placement"]["AvailabilityZone"]):
        raise AwsError("Unsupported", f"Your requested instance type ({kind}) is not supported in your requested "
                       f"Availability Zone ({instance['Placement']['AvailabilityZone']}).")
    instance["InstanceType"] = kind
