"""Security groups and their rules."""

import ipaddress

from ..errors import AwsError
from ..registry import offers
from ..world import new_id
from . import states, tags
from .common import answer, chosen, find, owner, page, put, seen

RANGES = (("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6"), ("UserIdGroupPairs", "GroupId"), ("PrefixListIds", "PrefixListId"))


@offers("ec2", "CreateSecurityGroup")
def create_security_group(call):
    """Creates a group that lets everything out and nothing in."""
    tags.only_kinds(call, ("security-group",))
    name = call.get("GroupName")
    default = next((vpc["VpcId"] for vpc in seen(call, "vpc") if vpc["IsDefault"]), None)
    vpc = find(call, "vpc", call.get("VpcId"))["VpcId"] if call.get("VpcId") else default
    if vpc is None:
        raise AwsError("VPCIdNotSpecified", "No default VPC for this user")
    if not name or len(name) > 255 or name.startswith("sg-"):
        raise AwsError("InvalidParameterValue", f"Invalid security group name: {name!r}; at most 255 characters, not sg-...")
    if any(group["GroupName"] == name and group["VpcId"] == vpc for group in seen(call, "sg")):
        raise AwsError("InvalidGroup.Duplicate", f"The security group '{name}' already exists for VPC '{vpc}'")
    identifier = new_id("sg")
    group = {"GroupId": identifier, "GroupName": name, "Description": call.get("Description"), "VpcId": vpc,
             "OwnerId": owner(), "IpPermissions": [], "Tags": tags.specified(call, "security-group"),
             "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}
    put(call, "sg", identifier, group)
    return {"GroupId": identifier, "Tags": group["Tags"]}


@offers("ec2", "DeleteSecurityGroup")
def delete_security_group(call):
    """Deletes a group that nothing uses."""
    group = _group(call)
    if group["GroupName"] == "default":
        raise AwsError("CannotDelete", f"the specified group: \"{group['GroupId']}\" name: \"default\" cannot be deleted by a user")
    for instance in call.table("instances").values():
        if states.name(instance) != "terminated" and any(one["GroupId"] == group["GroupId"]
                                                         for one in instance["SecurityGroups"]):
            raise AwsError("DependencyViolation", f"resource {group['GroupId']} has a dependent object")
    del call.table("groups")[group["GroupId"]]


def _group(call):
    if call.get("GroupId"):
        return find(call, "sg", call.get("GroupId"))
    if not call.get("GroupName"):
        raise AwsError("MissingParameter", "The request must contain the parameter groupName or groupId")
    named = [group for group in seen(call, "sg") if group["GroupName"] == call.get("GroupName")]
    if not named:
        raise AwsError("InvalidGroup.NotFound", f"The security group '{call.get('GroupName')}' does not exist")
    return named[0]


def _asked(call):
    permissions = list(call.get("IpPermissions", []))
    if call.get("IpProtocol"):
        permissions.append({"IpProtocol": call.get("IpProtocol"), "FromPort": call.get("FromPort"),
                            "ToPort": call.get("ToPort"), "IpRanges": [{"CidrIp": call.get("CidrIp")}]})
    if not permissions:
        raise AwsError("MissingParameter", "The request must contain the parameter ipPermissions")
    rules = []
    for permission in permissions:
        key = _ports(permission)
        for field, name in RANGES:
            for one in permission.get(field, []):
                rules.append((key, field, name, _checked(call, field, name, one)))
    if not rules:
        raise AwsError("InvalidParameterValue", "Invalid value 'null' for source: a rule has a range, a group or a prefix list.")
    return rules


def _ports(permission):
    protocol = str(permission.get("IpProtocol", ""))
    protocol = {"6": "tcp", "17": "udp", "1": "icmp", "all": "-1"}.get(protocol, protocol)
    low, high = permission.get("FromPort"), permission.get("ToPort")
    if protocol in ("tcp", "udp"):
        if low is None or high is None or not 0 <= low <= high <= 65_535:
            raise AwsError("InvalidParameterValue", f"Invalid value for portRange: {low} to {high} of {protocol}")
    elif protocol == "-1":
        low = high = None
    elif not (protocol in ("icmp", "icmpv6") or (protocol.isdigit() and int(protocol) < 256)):
        raise AwsError("InvalidParameterValue", f"Invalid value '{protocol}' for IP protocol. Unknown protocol.")
    return protocol, low, high


def _checked(call, field, name, one):
    if field in ("IpRanges", "Ipv6Ranges"):
        try:
            network = ipaddress.ip_network(one.get(name), strict=False)
            if network.version != (4 if field == "IpRanges" else 6) or "/" not in one[name]:
                raise ValueError(one[name])
        except ValueError as problem:
            raise AwsError("InvalidParameterValue", f"CIDR block {one.get(name)} is malformed") from problem
        return {**one, name: str(network)}
    if field == "UserIdGroupPairs":
        return {**one, "GroupId": find(call, "sg", one.get("GroupId", ""))["GroupId"], "UserId": owner()}
    return dict(one)


def _held(permissions, key, field, name, one):
    for permission in permissions:
        if _ports(permission) == key:
            for held in permission.get(field, []):
                if held[name] == one[name]:
                    return permission, held
    return None


def _authorize(call, side, egress):
    group = _group(call)
    rules = _asked(call)
    for rule in rules:
        if _held(group[side], *rule):
            raise AwsError("InvalidPermission.Duplicate", f'the specified rule "peer: {rule[3][rule[2]]}, {rule[0][0]}, from '
                           f'port: {rule[0][1]}, to port: {rule[0][2]}, ALLOW" already exists')
    made = []
    for key, field, name, one in rules:
        permission = next((held for held in group[side] if _ports(held) == key), None)
        if permission is None:
            permission = {"IpProtocol": key[0], "FromPort": key[1], "ToPort": key[2], "IpRanges": [], "Ipv6Ranges": [],
                          "UserIdGroupPairs": [], "PrefixListIds": []}
            group[side].append(permission)
        permission.setdefault(field, []).append(one)
        made.append(_rule(group, key, field, name, one, egress))
    return {"Return": True, "SecurityGroupRules": made}


def _rule(group, key, field, name, one, egress):
    rule = {"SecurityGroupRuleId": new_id("sgr"), "GroupId": group["GroupId"], "GroupOwnerId": owner(), "IsEgress": egress,
            "IpProtocol": key[0], "FromPort": -1 if key[1] is None else key[1], "ToPort": -1 if key[2] is None else key[2],
            "Description": one.get("Description")}
    if field == "IpRanges":
        rule["CidrIpv4"] = one[name]
    elif field == "Ipv6Ranges":
        rule["CidrIpv6"] = one[name]
    elif field == "UserIdGroupPairs":
        rule["ReferencedGroupInfo"] = {"GroupId": one["GroupId"], "UserId": owner()}
    else:
        rule["PrefixListId"] = one[name]
    return rule


def _revoke(call, side):
    group = _group(call)
    rules = _asked(call)
    found = [_held(group[side], *rule) for rule in rules]
    if None in found:
        raise AwsError("InvalidPermission.NotFound", "The specified rule does not exist in this security group.")
    for (permission, held), (_, field, _, _) in zip(found, rules):
        permission[field].remove(held)
    group[side] = [permission for permission in group[side] if any(permission.get(field) for field, _ in RANGES)]
    return {"Return": True}


@offers("ec2", "AuthorizeSecurityGroupIngress")
def authorize_ingress(call):
    """Lets traffic in."""
    return _authorize(call, "IpPermissions", False)


@offers("ec2", "AuthorizeSecurityGroupEgress")
def authorize_egress(call):
    """Lets traffic out."""
    return _authorize(call, "IpPermissionsEgress", True)


@offers("ec2", "RevokeSecurityGroupIngress")
def revoke_ingress(call):
    """Takes rules for traffic in away."""
    return _revoke(call, "IpPermissions")


@offers("ec2", "RevokeSecurityGroupEgress")
def revoke_egress(call):
    """Takes rules for traffic out away."""
    return _revoke(call, "IpPermissionsEgress")


FILTERS = {
    "description": lambda g: g["Description"],
    "group-id": lambda g: g["GroupId"],
    "group-name": lambda g: g["GroupName"],
    "ip-permission.cidr": lambda g: [one["CidrIp"] for rule in g["IpPermissions"] for one in rule.get("IpRanges", [])],
    "ip-permission.from-port": lambda g: [rule.get("FromPort") for rule in g["IpPermissions"]],
    "ip-permission.to-port": lambda g: [rule.get("ToPort") for rule in g["IpPermissions"]],
    "ip-permission.protocol": lambda g: [rule["IpProtocol"] for rule in g["IpPermissions"]],
    "owner-id": lambda g: g["OwnerId"],
    "vpc-id": lambda g: g["VpcId"],
}


@offers("ec2", "DescribeSecurityGroups")
def describe_security_groups(call):
    """Groups with their rules."""
    items = chosen(call, "sg", "GroupIds", FILTERS)
    names = call.get("GroupNames")
    if names:
        items = [item for item in items if item["GroupName"] in names]
        missing = set(names) - {item["GroupName"] for item in items}
        if missing:
            raise AwsError("InvalidGroup.NotFound", f"The security group '{sorted(missing)[0]}' does not exist")
    return answer("SecurityGroups", *page(call, items, 5, 1000, "GroupIds"))
