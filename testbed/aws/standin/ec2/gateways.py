"""Internet gateways and route tables, as far as a network needs them to reach out."""

from ..errors import AwsError
from ..registry import offers
from ..world import new_id
from . import tags
from .common import answer, chosen, find, owner, page, put


@offers("ec2", "CreateInternetGateway")
def create_internet_gateway(call):
    """Creates a gateway that is attached to nothing yet."""
    tags.only_kinds(call, ("internet-gateway",))
    identifier = new_id("igw")
    gateway = {"InternetGatewayId": identifier, "OwnerId": owner(), "Attachments": [],
               "Tags": tags.specified(call, "internet-gateway")}
    put(call, "igw", identifier, gateway)
    return {"InternetGateway": dict(gateway)}


@offers("ec2", "AttachInternetGateway")
def attach_internet_gateway(call):
    """Attaches a gateway to a VPC that has none."""
    gateway, vpc = find(call, "igw", call.get("InternetGatewayId")), find(call, "vpc", call.get("VpcId"))
    if gateway["Attachments"]:
        raise AwsError("Resource.AlreadyAssociated", f"resource {gateway['InternetGatewayId']} is already attached to network "
                       f"{gateway['Attachments'][0]['VpcId']}")
    gateway["Attachments"] = [{"State": "available", "VpcId": vpc["VpcId"]}]


@offers("ec2", "DetachInternetGateway")
def detach_internet_gateway(call):
    """Detaches a gateway from its VPC."""
    gateway, vpc = find(call, "igw", call.get("InternetGatewayId")), find(call, "vpc", call.get("VpcId"))
    if not any(one["VpcId"] == vpc["VpcId"] for one in gateway["Attachments"]):
        raise AwsError("Gateway.NotAttached", f"resource {gateway['InternetGatewayId']} is not attached to network "
                       f"{vpc['VpcId']}")
    gateway["Attachments"] = []


@offers("ec2", "DeleteInternetGateway")
def delete_internet_gateway(call):
    """Deletes a gateway that is not attached."""
    gateway = find(call, "igw", call.get("InternetGatewayId"))
    if gateway["Attachments"]:
        raise AwsError("DependencyViolation", f"The internetGateway '{gateway['InternetGatewayId']}' has dependencies and "
                       "cannot be deleted.")
    del call.table("gateways")[gateway["InternetGatewayId"]]


@offers("ec2", "DescribeInternetGateways")
def describe_internet_gateways(call):
    """Gateways and what they are attached to."""
    filters = {"attachment.vpc-id": lambda g: [one["VpcId"] for one in g["Attachments"]],
               "attachment.state": lambda g: [one["State"] for one in g["Attachments"]],
               "internet-gateway-id": lambda g: g["InternetGatewayId"], "owner-id": lambda g: g["OwnerId"]}
    items = chosen(call, "igw", "InternetGatewayIds", filters)
    return answer("InternetGateways", *page(call, items, 5, 1000, "InternetGatewayIds"))


@offers("ec2", "CreateRouteTable")
def create_route_table(call):
    """Creates a route table with the local route."""
    tags.only_kinds(call, ("route-table",))
    vpc = find(call, "vpc", call.get("VpcId"))
    identifier = new_id("rtb")
    table = {"RouteTableId": identifier, "VpcId": vpc["VpcId"], "OwnerId": owner(), "Associations": [],
             "Routes": [{"DestinationCidrBlock": vpc["CidrBlock"], "GatewayId": "local", "State": "active",
                         "Origin": "CreateRouteTable"}], "Tags": tags.specified(call, "route-table")}
    put(call, "rtb", identifier, table)
    return {"RouteTable": dict(table)}


@offers("ec2", "DeleteRouteTable")
def delete_route_table(call):
    """Deletes a route table that no subnet uses."""
    table = find(call, "rtb", call.get("RouteTableId"))
    if table["Associations"]:
        raise AwsError("DependencyViolation", f"The routeTable '{table['RouteTableId']}' has dependencies and cannot be "
                       "deleted.")
    del call.table("routes")[table["RouteTableId"]]


@offers("ec2", "CreateRoute")
def create_route(call):
    """Adds a route to a gateway."""
    table = find(call, "rtb", call.get("RouteTableId"))
    target = call.get("DestinationCidrBlock")
    if target is None or call.get("GatewayId") is None:
        raise AwsError("MissingParameter", "The request must contain the parameters DestinationCidrBlock and GatewayId")
    gateway = find(call, "igw", call.get("GatewayId"))
    if any(route["DestinationCidrBlock"] == target for route in table["Routes"]):
        raise AwsError("RouteAlreadyExists", f"The route identified by {target} already exists.")
    table["Routes"].append({"DestinationCidrBlock": target, "GatewayId": gateway["InternetGatewayId"], "State": "active",
                            "Origin": "CreateRoute"})
    return {"Return": True}


@offers("ec2", "DeleteRoute")
def delete_route(call):
    """Takes a route away."""
    table = find(call, "rtb", call.get("RouteTableId"))
    for route in table["Routes"]:
        if route["DestinationCidrBlock"] == call.get("DestinationCidrBlock") and route["GatewayId"] != "local":
            table["Routes"].remove(route)
            return
    raise AwsError("InvalidRoute.NotFound", f"no route with destination-cidr-block {call.get('DestinationCidrBlock')} in "
                   f"route table {table['RouteTableId']}")


@offers("ec2", "AssociateRouteTable")
def associate_route_table(call):
    """Lets a subnet use a route table."""
    table, subnet = find(call, "rtb", call.get("RouteTableId")), find(call, "subnet", call.get("SubnetId", ""))
    for other in call.table("routes").values():
        if any(one.get("SubnetId") == subnet["SubnetId"] for one in other["Associations"]):
            raise AwsError("Resource.AlreadyAssociated", f"the specified association for route table "
                           f"{other['RouteTableId']} conflicts with an existing association")
    association = {"Main": False, "RouteTableAssociationId": new_id("rtbassoc"), "RouteTableId": table["RouteTableId"],
                   "SubnetId": subnet["SubnetId"], "AssociationState": {"State": "associated"}}
    table["Associations"].append(association)
    return {"AssociationId": association["RouteTableAssociationId"], "AssociationState": association["AssociationState"]}


@offers("ec2", "DisassociateRouteTable")
def disassociate_route_table(call):
    """Gives a subnet back to the main route table."""
    for table in call.table("routes").values():
        for one in table["Associations"]:
            if one["RouteTableAssociationId"] == call.get("AssociationId") and not one["Main"]:
                table["Associations"].remove(one)
                return
    raise AwsError("InvalidAssociationID.NotFound", f"The association ID '{call.get('AssociationId')}' does not exist")


@offers("ec2", "DescribeRouteTables")
def describe_route_tables(call):
    """Route tables with routes and associations."""
    filters = {"association.main": lambda t: [one["Main"] for one in t["Associations"]],
               "association.subnet-id": lambda t: [one.get("SubnetId") for one in t["Associations"]],
               "route-table-id": lambda t: t["RouteTableId"], "vpc-id": lambda t: t["VpcId"],
               "owner-id": lambda t: t["OwnerId"]}
    items = chosen(call, "rtb", "RouteTableIds", filters)
    return answer("RouteTables", *page(call, items, 5, 100, "RouteTableIds"))
