"""DescribeInstances, DescribeInstanceStatus and GetConsoleOutput."""

import base64
from time import gmtime, strftime

from ..registry import offers
from . import states
from .common import answer, chosen, find, owner, page


def _groups(field):
    return lambda instance: [group[field] for group in instance["SecurityGroups"]]


def _volumes(instance):
    return [mapping["Ebs"]["VolumeId"] for mapping in instance["BlockDeviceMappings"]]


FILTERS = {
    "affinity": lambda i: None,
    "architecture": lambda i: i["Architecture"],
    "availability-zone": lambda i: i["Placement"]["AvailabilityZone"],
    "block-device-mapping.volume-id": _volumes,
    "client-token": lambda i: i["ClientToken"],
    "dns-name": lambda i: i["PublicDnsName"],
    "hypervisor": lambda i: i["Hypervisor"],
    "iam-instance-profile.arn": lambda i: (i.get("IamInstanceProfile") or {}).get("Arn"),
    "image-id": lambda i: i["ImageId"],
    "instance-id": lambda i: i["InstanceId"],
    "instance-lifecycle": lambda i: i.get("InstanceLifecycle"),
    "instance-state-code": lambda i: i["State"]["Code"],
    "instance-state-name": lambda i: i["State"]["Name"],
    "instance-type": lambda i: i["InstanceType"],
    "instance.group-id": _groups("GroupId"),
    "instance.group-name": _groups("GroupName"),
    "ip-address": lambda i: i.get("PublicIpAddress"),
    "key-name": lambda i: i.get("KeyName"),
    "launch-time": lambda i: strftime("%Y-%m-%dT%H:%M:%S.000Z", gmtime(i["LaunchTime"])),
    "owner-id": lambda i: i["_owner"],
    "placement-group-name": lambda i: i["Placement"]["GroupName"],
    "platform": lambda i: i.get("Platform"),
    "platform-details": lambda i: i["PlatformDetails"],
    "private-dns-name": lambda i: i["PrivateDnsName"],
    "private-ip-address": lambda i: i.get("PrivateIpAddress"),
    "reservation-id": lambda i: i["_reservation"],
    "root-device-type": lambda i: i["RootDeviceType"],
    "spot-instance-request-id": lambda i: i.get("SpotInstanceRequestId"),
    "state-reason-code": lambda i: (i.get("StateReason") or {}).get("Code"),
    "subnet-id": lambda i: i.get("SubnetId"),
    "tenancy": lambda i: i["Placement"]["Tenancy"],
    "virtualization-type": lambda i: i["VirtualizationType"],
    "vpc-id": lambda i: i.get("VpcId"),
    "network-interface.addresses.private-ip-address": lambda i: i.get("PrivateIpAddress"),
}


@offers("ec2", "DescribeInstances")
def describe_instances(call):
    """Instances by reservation, a page of at most MaxResults instances."""
    items, token = page(call, chosen(call, "i", "InstanceIds", FILTERS), ids_name="InstanceIds")
    return answer("Reservations", states.reservations(items), token)


STATUS_FILTERS = {
    "availability-zone": FILTERS["availability-zone"],
    "instance-state-code": FILTERS["instance-state-code"],
    "instance-state-name": FILTERS["instance-state-name"],
    "instance-status.status": lambda i: _health(i),
    "system-status.status": lambda i: _health(i),
    "event.code": lambda i: None,
}


def _health(instance):
    return {"running": "ok", "pending": "initializing"}.get(instance["State"]["Name"], "not-applicable")


@offers("ec2", "DescribeInstanceStatus")
def describe_instance_status(call):
    """The health of running instances, or of all."""
    items = chosen(call, "i", "InstanceIds", STATUS_FILTERS)
    if not call.get("IncludeAllInstances"):
        items = [item for item in items if item["State"]["Name"] == "running"]
    items, token = page(call, items, ids_name="InstanceIds")
    rows = []
    for item in items:
        health = _health(item)
        details = [{"Name": "reachability", "Status": "passed" if health == "ok" else "initializing"}]
        summary = {"Status": health, "Details": details if health != "not-applicable" else []}
        rows.append({"InstanceId": item["InstanceId"], "AvailabilityZone": item["Placement"]["AvailabilityZone"],
                     "InstanceState": item["State"], "InstanceStatus": summary, "SystemStatus": summary})
    return answer("InstanceStatuses", rows, token)


@offers("ec2", "GetConsoleOutput")
def get_console_output(call):
    """The console's text in base64; none before the instance runs."""
    instance = find(call, "i", call.get("InstanceId"))
    text = None
    if instance["State"]["Name"] not in ("pending", "terminated"):
        text = base64.b64encode(_console(instance).encode()).decode()
    return {"InstanceId": instance["InstanceId"], "Timestamp": call.now, "Output": text}


def _console(instance):
    lines = []
    for boot in range(instance.get("_boots", 1)):
        lines += [f"[    0.000000] Linux version 6.1.0 (stand-in) boot {boot + 1}",
                  f"[    1.204711] cloud-init: instance-id {instance['InstanceId']} of {owner()}"]
        if instance.get("_user_data"):
            lines.append("[    2.018231] cloud-init: user-data of "
                         f"{len(base64.b64decode(instance['_user_data']))} bytes was run")
        lines.append(f"{instance['PrivateDnsName'].partition('.')[0]} login: ")
    return "\r\n".join(lines)
