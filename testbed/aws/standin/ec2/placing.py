"""Where an instance goes: zone, subnet, addresses, security groups, and whether the account may have it."""

import ipaddress

from ..errors import AwsError
from ..world import new_id
from . import catalogue
from .common import find, find_all, owner, seen

STANDARD = "L-1216C47A"  # Running On-Demand Standard instances, in vCPUs
GRAPHICS = "L-DB2E81BA"  # Running On-Demand G and VT instances, in vCPUs
VCPUS = {STANDARD: 40_000.0, GRAPHICS: 64.0}
ALIVE = ("pending", "running", "stopping")


def place(call, kind, count):
    """The subnet, the security groups and whether a public address is wanted."""
    network = _network(call)
    subnet = find(call, "subnet", network["SubnetId"]) if network.get("SubnetId") else None
    zone = call.get("Placement", {}).get("AvailabilityZone")
    if zone is not None and zone not in catalogue.zones(call.region.name):
        raise AwsError("InvalidParameterValue", f"Invalid availability zone: [{zone}]")
    if subnet is None:
        subnet = _default_subnet(call, kind, zone)
    elif zone not in (None, subnet["AvailabilityZone"]):
        raise AwsError("InvalidParameterValue", f"The subnet {subnet['SubnetId']} is not in the zone {zone}.")
    if not catalogue.sold(kind, subnet["AvailabilityZone"]):
        _unsupported(call, kind, subnet["AvailabilityZone"])
    if subnet["AvailableIpAddressCount"] < count:
        raise AwsError("InsufficientFreeAddressesInSubnet",
                       f"There are not enough free addresses in subnet '{subnet['SubnetId']}' to satisfy the request.")
    public = network.get("AssociatePublicIpAddress")
    return subnet, _groups(call, network, subnet), subnet["MapPublicIpOnLaunch"] if public is None else public


def _network(call):
    interfaces = call.get("NetworkInterfaces", [])
    if not interfaces:
        return {"SubnetId": call.get("SubnetId"), "Groups": call.get("SecurityGroupIds", []),
                "Names": call.get("SecurityGroups", [])}
    if call.get("SubnetId") or call.get("SecurityGroupIds") or call.get("SecurityGroups"):
        raise AwsError("InvalidParameterCombination", "Network interfaces and an instance-level subnet ID or security "
                       "groups may not be specified on the same request")
    if interfaces[0].get("DeviceIndex") is None:
        raise AwsError("MissingParameter", "The request must contain the parameter NetworkInterface.1.DeviceIndex")
    return interfaces[0]


def _default_subnet(call, kind, zone):
    subnets = [subnet for subnet in seen(call, "subnet") if subnet["DefaultForAz"]]
    if zone:
        subnets = [subnet for subnet in subnets if subnet["AvailabilityZone"] == zone]
    if not subnets:
        raise AwsError("VPCIdNotSpecified", "No default VPC for this user")
    if zone is None and not any(catalogue.sold(kind, subnet["AvailabilityZone"]) for subnet in subnets):
        raise AwsError("Unsupported", f"The requested configuration is currently not supported: {kind}.")
    fit = [subnet for subnet in subnets if zone or catalogue.sold(kind, subnet["AvailabilityZone"])]
    return max(fit, key=lambda subnet: subnet["AvailableIpAddressCount"])


def _unsupported(call, kind, zone):
    others = ", ".join(other for other in catalogue.zones(call.region.name) if catalogue.sold(kind, other))
    raise AwsError("Unsupported", f"Your requested instance type ({kind}) is not supported in your requested Availability "
                   f"Zone ({zone}). Please retry your request by not specifying an Availability Zone or choosing {others}.")


def _groups(call, network, subnet):
    groups = find_all(call, "sg", network.get("Groups") or [])
    for name in network.get("Names") or []:
        named = [group for group in seen(call, "sg") if group["GroupName"] == name and group["VpcId"] == subnet["VpcId"]]
        if not named:
            raise AwsError("InvalidGroup.NotFound", f"The security group '{name}' does not exist")
        groups += named
    for group in groups:
        if group["VpcId"] != subnet["VpcId"]:
            raise AwsError("InvalidParameter", f"Security group {group['GroupId']} and subnet {subnet['SubnetId']} belong "
                           "to different networks.")
    if not groups:
        groups = [group for group in seen(call, "sg")
                  if group["GroupName"] == "default" and group["VpcId"] == subnet["VpcId"]]
    return [{"GroupId": group["GroupId"], "GroupName": group["GroupName"]} for group in groups]


def quota_code(kind):
    """The quota that counts the vCPUs of a type."""
    return GRAPHICS if kind.startswith(("g", "p")) else STANDARD


def used_vcpus(call, code):
    """The vCPUs of the instances that a quota counts."""
    return sum(catalogue.TYPES[instance["InstanceType"]]["vcpus"] for instance in call.table("instances").values()
               if instance["State"]["Name"] in ALIVE and quota_code(instance["InstanceType"]) == code)


def affordable(call, kind, low, high):
    """How many of the instances asked for the account's vCPU quota allows."""
    code = quota_code(kind)
    limit = call.world.limits.get(code, VCPUS[code])
    free = int(limit - used_vcpus(call, code)) // catalogue.TYPES[kind]["vcpus"]
    if free < low:
        raise AwsError("VcpuLimitExceeded", f"You have requested more vCPU capacity than your current vCPU limit of "
                       f"{limit:g} allows for the instance bucket that the specified instance type belongs to. Please "
                       "visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.")
    return min(high, free)


def next_address(subnet):
    """The next address of a subnet; addresses are not used again."""
    subnet["AvailableIpAddressCount"] -= 1
    address = ipaddress.ip_network(subnet["CidrBlock"])[subnet["_next"]]
    subnet["_next"] += 1
    return str(address)


def private_name(address, call):
    """The private DNS name of an address."""
    suffix = "ec2.internal" if call.region.name == "us-east-1" else f"{call.region.name}.compute.internal"
    return f"ip-{address.replace('.', '-')}.{suffix}"


def new_public(call):
    """A public address out of the benchmarking range of RFC 2544, which is routed nowhere."""
    call.region.public = getattr(call.region, "public", 0) + 1
    return str(ipaddress.ip_network("198.18.0.0/15")[call.region.public])


def give_public(call, instance, address):
    """Gives an instance a public address, or takes it away with None."""
    zone = "compute-1" if call.region.name == "us-east-1" else f"{call.region.name}.compute"
    instance["PublicIpAddress"] = address
    instance["PublicDnsName"] = f"ec2-{address.replace('.', '-')}.{zone}.amazonaws.com" if address else ""
    for one in instance["NetworkInterfaces"]:
        one["Association"] = {"PublicIp": address, "IpOwnerId": "amazon"} if address else None


def interface(call, instance, groups):
    """The first network interface of an instance."""
    return {"NetworkInterfaceId": new_id("eni"), "SubnetId": instance["SubnetId"], "VpcId": instance["VpcId"],
            "OwnerId": owner(), "Status": "in-use", "MacAddress": (instance["_seq"] + (0x0A << 40)).to_bytes(6, "big").hex(":"),
            "PrivateIpAddress": instance["PrivateIpAddress"], "PrivateDnsName": instance["PrivateDnsName"],
            "SourceDestCheck": True, "Groups": groups, "InterfaceType": "interface", "Description": "",
            "Attachment": {"AttachmentId": new_id("eni-attach"), "DeviceIndex": 0, "Status": "attached",
                           "AttachTime": call.now, "DeleteOnTermination": True},
            "PrivateIpAddresses": [{"Primary": True, "PrivateIpAddress": instance["PrivateIpAddress"],
                                    "PrivateDnsName": instance["PrivateDnsName"]}], "Ipv6Addresses": []}
