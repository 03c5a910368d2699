"""VPCs and subnets."""

import ipaddress

from ..errors import AwsError
from ..registry import offers
from ..world import new_id
from . import catalogue, tags
from .common import answer, chosen, find, owner, page, put
from .seed import default_group, main_routes


def _block(text, low, high, code):
    try:
        block = ipaddress.ip_network(text)
        if block.version != 4:
            raise ValueError(text)
    except ValueError as problem:
        raise AwsError("InvalidParameterValue", f"Value ({text}) for parameter cidrBlock is invalid. This is not a valid "
                       "CIDR block.") from problem
    if not low <= block.prefixlen <= high:
        raise AwsError(code, f"The CIDR '{text}' is invalid.")
    return block


@offers("ec2", "CreateVpc")
def create_vpc(call):
    """Creates a VPC with its default group and main route table."""
    tags.only_kinds(call, ("vpc",))
    cidr = str(_block(call.get("CidrBlock"), 16, 28, "InvalidVpc.Range"))
    identifier = new_id("vpc")
    vpc = {"VpcId": identifier, "CidrBlock": cidr, "State": "pending", "IsDefault": False, "OwnerId": owner(),
           "InstanceTenancy": call.get("InstanceTenancy", "default"), "DhcpOptionsId": new_id("dopt"),
           "Tags": tags.specified(call, "vpc")}
    put(call, "vpc", identifier, vpc)
    default_group(call.region, identifier)
    main_routes(call.region, identifier, cidr)
    call.after(call.settings().transition, lambda moment: vpc.update(State="available"))
    return {"Vpc": dict(vpc)}


@offers("ec2", "DeleteVpc")
def delete_vpc(call):
    """Deletes a VPC that has nothing left but what came with it."""
    identifier = find(call, "vpc", call.get("VpcId"))["VpcId"]
    used = [one for one in call.table("subnets").values() if one["VpcId"] == identifier]
    used += [one for one in call.table("groups").values() if one["VpcId"] == identifier and one["GroupName"] != "default"]
    used += [one for one in call.table("gateways").values()
             if any(attached["VpcId"] == identifier for attached in one["Attachments"])]
    used += [one for one in call.table("routes").values() if one["VpcId"] == identifier
             and not any(association["Main"] for association in one["Associations"])]
    if used:
        raise AwsError("DependencyViolation", f"The vpc '{identifier}' has dependencies and cannot be deleted.")
    del call.table("vpcs")[identifier]
    for table in ("groups", "routes"):
        for key in [key for key, one in call.table(table).items() if one["VpcId"] == identifier]:
            del call.table(table)[key]


VPC_FILTERS = {
    "cidr": lambda v: v["CidrBlock"], "cidr-block-association.cidr-block": lambda v: v["CidrBlock"],
    "is-default": lambda v: v["IsDefault"], "isDefault": lambda v: v["IsDefault"], "owner-id": lambda v: v["OwnerId"],
    "state": lambda v: v["State"], "vpc-id": lambda v: v["VpcId"],
}


@offers("ec2", "DescribeVpcs")
def describe_vpcs(call):
    """VPCs, the default one among them."""
    return answer("Vpcs", *page(call, chosen(call, "vpc", "VpcIds", VPC_FILTERS), 5, 1000, "VpcIds"))


@offers("ec2", "CreateSubnet")
def create_subnet(call):
    """Creates a subnet inside its VPC's block."""
    tags.only_kinds(call, ("subnet",))
    vpc = find(call, "vpc", call.get("VpcId"))
    block = _block(call.get("CidrBlock"), 16, 28, "InvalidSubnet.Range")
    if not block.subnet_of(ipaddress.ip_network(vpc["CidrBlock"])):
        raise AwsError("InvalidSubnet.Range", f"The CIDR '{block}' is invalid.")
    for other in call.table("subnets").values():
        if other["VpcId"] == vpc["VpcId"] and block.overlaps(ipaddress.ip_network(other["CidrBlock"])):
            raise AwsError("InvalidSubnet.Conflict", f"The CIDR '{block}' conflicts with another subnet")
    zones = catalogue.zones(call.region.name)
    zone = call.get("AvailabilityZone", zones[0])
    if zone not in zones:
        raise AwsError("InvalidParameterValue", f"Value ({zone}) for parameter availabilityZone is invalid. Subnets can "
                       f"currently only be created in the following availability zones: {', '.join(zones)}.")
    identifier = new_id("subnet")
    subnet = {"SubnetId": identifier, "VpcId": vpc["VpcId"], "CidrBlock": str(block), "AvailabilityZone": zone,
              "AvailableIpAddressCount": block.num_addresses - 5, "DefaultForAz": False, "MapPublicIpOnLaunch": False,
              "State": "available", "OwnerId": owner(), "Tags": tags.specified(call, "subnet"), "_next": 4}
    put(call, "subnet", identifier, subnet)
    return {"Subnet": dict(subnet)}


@offers("ec2", "DeleteSubnet")
def delete_subnet(call):
    """Deletes a subnet without instances."""
    identifier = find(call, "subnet", call.get("SubnetId"))["SubnetId"]
    if any(instance.get("SubnetId") == identifier for instance in call.table("instances").values()):
        raise AwsError("DependencyViolation", f"The subnet '{identifier}' has dependencies and cannot be deleted.")
    del call.table("subnets")[identifier]


@offers("ec2", "ModifySubnetAttribute")
def modify_subnet_attribute(call):
    """Sets whether instances get a public address."""
    subnet = find(call, "subnet", call.get("SubnetId"))
    wanted = call.get("MapPublicIpOnLaunch")
    if wanted is None:
        raise AwsError("MissingParameter", "The request must contain the parameter MapPublicIpOnLaunch")
    subnet["MapPublicIpOnLaunch"] = wanted.get("Value", False)


SUBNET_FILTERS = {
    "availability-zone": lambda s: s["AvailabilityZone"], "availabilityZone": lambda s: s["AvailabilityZone"],
    "cidr-block": lambda s: s["CidrBlock"], "default-for-az": lambda s: s["DefaultForAz"],
    "map-public-ip-on-launch": lambda s: s["MapPublicIpOnLaunch"], "owner-id": lambda s: s["OwnerId"],
    "state": lambda s: s["State"], "subnet-id": lambda s: s["SubnetId"], "vpc-id": lambda s: s["VpcId"],
}


@offers("ec2", "DescribeSubnets")
def describe_subnets(call):
    """Subnets of every zone."""
    return answer("Subnets", *page(call, chosen(call, "subnet", "SubnetIds", SUBNET_FILTERS), 5, 1000, "SubnetIds"))
