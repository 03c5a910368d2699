"""What every region has before anybody made anything: the default network and the public images."""

import time

from ..access import ACCOUNT
from ..world import new_id
from . import catalogue

EPOCH = "2024-10-10T00:00:00.000Z"


def seed(region):
    """Fills a new region."""
    region.sequence = 0
    vpc = new_id("vpc")
    _keep(region, "vpcs", vpc, {"VpcId": vpc, "CidrBlock": "172.31.0.0/16", "State": "available", "IsDefault": True,
                                "OwnerId": ACCOUNT, "InstanceTenancy": "default", "DhcpOptionsId": new_id("dopt"),
                                "Tags": []})
    for n, zone in enumerate(catalogue.zones(region.name)):
        subnet = new_id("subnet")
        _keep(region, "subnets", subnet, {
            "SubnetId": subnet, "VpcId": vpc, "CidrBlock": f"172.31.{16 * n}.0/20", "AvailabilityZone": zone,
            "AvailableIpAddressCount": 4091, "DefaultForAz": True, "MapPublicIpOnLaunch": True, "State": "available",
            "OwnerId": ACCOUNT, "Tags": [], "_next": 4})
    default_group(region, vpc)
    gateway = new_id("igw")
    _keep(region, "gateways", gateway, {"InternetGatewayId": gateway, "OwnerId": ACCOUNT, "Tags": [],
                                        "Attachments": [{"State": "available", "VpcId": vpc}]})
    main_routes(region, vpc, "172.31.0.0/16", gateway)
    for name, architecture, platform, description, size in catalogue.IMAGES:
        _image(region, name, architecture, platform, description, size)


def _image(region, name, architecture, platform, description, size):
    identifier = catalogue.image_id(region.name, name)
    image = {"ImageId": identifier, "Name": name, "Description": description, "Architecture": architecture,
             "OwnerId": catalogue.AMAZON, "ImageOwnerAlias": "amazon", "Public": True, "State": "available",
             "CreationDate": EPOCH, "ImageType": "machine", "RootDeviceType": "ebs", "RootDeviceName": "/dev/xvda",
             "VirtualizationType": "hvm", "Hypervisor": "xen", "EnaSupport": True, "PlatformDetails": platform,
             "ImageLocation": f"amazon/{name}", "Tags": [],
             "UsageOperation": "RunInstances:0002" if platform == "Windows" else "RunInstances",
             "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {
                 "SnapshotId": new_id("snap"), "VolumeSize": size, "VolumeType": "gp3", "DeleteOnTermination": True,
                 "Encrypted": False}}]}
    if platform == "Windows":
        image["Platform"] = "windows"
    _keep(region, "images", identifier, image)


def default_group(region, vpc):
    """The security group `default` of a VPC."""
    group = new_id("sg")
    pair = [{"GroupId": group, "UserId": ACCOUNT}]
    _keep(region, "groups", group, {
        "GroupId": group, "GroupName": "default", "Description": "default VPC security group", "VpcId": vpc,
        "OwnerId": ACCOUNT, "Tags": [], "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": pair}],
        "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]})


def main_routes(region, vpc, cidr, gateway=None):
    """The main route table of a VPC."""
    table = new_id("rtb")
    routes = [{"DestinationCidrBlock": cidr, "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"}]
    if gateway:
        routes.append({"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": gateway, "State": "active", "Origin": "CreateRoute"})
    _keep(region, "routes", table, {
        "RouteTableId": table, "VpcId": vpc, "OwnerId": ACCOUNT, "Routes": routes, "Tags": [],
        "Associations": [{"Main": True, "RouteTableId": table, "RouteTableAssociationId": new_id("rtbassoc"),
                          "AssociationState": {"State": "associated"}}]})


def _keep(region, table, identifier, item):
    region.sequence += 1
    item["_seq"] = region.sequence
    item["_visible"] = time.time()
    region.tables[table][identifier] = item
