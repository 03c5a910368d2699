"""Elastic addresses: allocate, associate, disassociate, release, describe."""

from ..errors import AwsError
from ..registry import offers
from ..world import new_id
from . import placing, states, tags
from .common import chosen, find, owner, put, seen

QUOTA = "L-0263D0A3"  # EC2-VPC Elastic IPs
LIMIT = 5.0
ASSOCIATION = ("InstanceId", "AssociationId", "PrivateIpAddress", "NetworkInterfaceId", "NetworkInterfaceOwnerId")


@offers("ec2", "AllocateAddress")
def allocate_address(call):
    """Takes an address into the account."""
    tags.only_kinds(call, ("elastic-ip",))
    if call.get("Domain", "vpc") != "vpc":
        raise AwsError("InvalidParameterValue", "The domain 'standard' is not supported in this region.")
    limit = call.world.limits.get(QUOTA, LIMIT)
    if len(call.table("addresses")) >= limit:
        raise AwsError("AddressLimitExceeded", "The maximum number of addresses has been reached.")
    identifier = new_id("eipalloc")
    address = {"AllocationId": identifier, "PublicIp": placing.new_public(call), "Domain": "vpc",
               "PublicIpv4Pool": "amazon", "NetworkBorderGroup": call.region.name,
               "Tags": tags.specified(call, "elastic-ip")}
    put(call, "eipalloc", identifier, address)
    return {key: value for key, value in address.items() if key != "Tags"}


@offers("ec2", "AssociateAddress")
def associate_address(call):
    """Binds an address to an instance that runs or is stopped."""
    address = _address(call)
    instance = find(call, "i", call.get("InstanceId"))
    if states.name(instance) not in ("running", "stopped"):
        raise AwsError("InvalidInstanceID", f"The pending-instance-creation instance '{instance['InstanceId']}' is not in a "
                       "valid state for this operation.")
    if address.get("InstanceId") not in (None, instance["InstanceId"]) and not call.get("AllowReassociation", True):
        raise AwsError("Resource.AlreadyAssociated", f"resource {address['AllocationId']} is already associated with "
                       f"associate-id {address['AssociationId']}")
    for other in call.table("addresses").values():
        if other is address or other.get("InstanceId") == instance["InstanceId"]:
            _loosen(call, other)
    address.update(InstanceId=instance["InstanceId"], AssociationId=new_id("eipassoc"), NetworkInterfaceOwnerId=owner(),
                   PrivateIpAddress=instance["PrivateIpAddress"],
                   NetworkInterfaceId=instance["NetworkInterfaces"][0]["NetworkInterfaceId"])
    instance["_elastic"] = True
    placing.give_public(call, instance, address["PublicIp"])
    return {"AssociationId": address["AssociationId"]}


def _address(call):
    if call.get("AllocationId"):
        return find(call, "eipalloc", call.get("AllocationId"))
    for address in seen(call, "eipalloc"):
        if address["PublicIp"] == call.get("PublicIp"):
            return address
    raise AwsError("InvalidAddress.NotFound", f"Address '{call.get('PublicIp')}' not found.")


def _loosen(call, address):
    instance = call.table("instances").get(address.get("InstanceId"))
    for field in ASSOCIATION:
        address.pop(field, None)
    if instance is not None:
        instance["_elastic"] = False
        running = states.name(instance) == "running" and instance["_public"]
        placing.give_public(call, instance, placing.new_public(call) if running else None)


@offers("ec2", "DisassociateAddress")
def disassociate_address(call):
    """Frees an address from its instance; it stays in the account."""
    for address in seen(call, "eipalloc"):
        if call.get("AssociationId") and address.get("AssociationId") == call.get("AssociationId"):
            return _loosen(call, address)
        if call.get("PublicIp") and address["PublicIp"] == call.get("PublicIp"):
            return _loosen(call, address)
    raise AwsError("InvalidAssociationID.NotFound", f"The association ID '{call.get('AssociationId')}' does not exist")


@offers("ec2", "ReleaseAddress")
def release_address(call):
    """Gives an address back."""
    address = _address(call)
    if address.get("AssociationId"):
        raise AwsError("InvalidIPAddress.InUse", f"Address {address['PublicIp']} is in use.")
    del call.table("addresses")[address["AllocationId"]]


FILTERS = {
    "allocation-id": lambda a: a["AllocationId"],
    "association-id": lambda a: a.get("AssociationId"),
    "domain": lambda a: a["Domain"],
    "instance-id": lambda a: a.get("InstanceId"),
    "private-ip-address": lambda a: a.get("PrivateIpAddress"),
    "public-ip": lambda a: a["PublicIp"],
}


@offers("ec2", "DescribeAddresses")
def describe_addresses(call):
    """All addresses; this operation has no pages."""
    items = chosen(call, "eipalloc", "AllocationIds", FILTERS)
    wanted = call.get("PublicIps")
    if wanted:
        items = [item for item in items if item["PublicIp"] in wanted]
        missing = set(wanted) - {item["PublicIp"] for item in items}
        if missing:
            raise AwsError("InvalidAddress.NotFound", f"Address '{sorted(missing)[0]}' not found.")
    return {"Addresses": items}
