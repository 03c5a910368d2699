"""EC2's addresses, security groups, networks, key pairs, placement groups and tags."""

from .bench import Case, client, until

PUBLIC_KEY = b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f check"


class NetworksTest(Case):

    def test_an_address_is_allocated_associated_and_released(self):
        ec2 = client("ec2")
        first, second = self.launch(2)
        address = ec2.allocate_address(Domain="vpc")
        identifier = address["AllocationId"]
        bound = ec2.associate_address(AllocationId=identifier, InstanceId=first)["AssociationId"]
        self.assertEqual(address["PublicIp"], self.one(first)["PublicIpAddress"])
        self.refused("InvalidIPAddress.InUse", ec2.release_address, AllocationId=identifier)
        self.refused("Resource.AlreadyAssociated", ec2.associate_address, AllocationId=identifier, InstanceId=second,
                     AllowReassociation=False)
        ec2.stop_instances(InstanceIds=[first])
        self.reach("stopped", [first])
        self.assertEqual(address["PublicIp"], self.one(first)["PublicIpAddress"])
        ec2.disassociate_address(AssociationId=bound)
        self.assertNotIn("PublicIpAddress", self.one(first))
        ec2.associate_address(AllocationId=identifier, InstanceId=second)
        ec2.terminate_instances(InstanceIds=[second])
        self.reach("terminated", [second])
        self.assertNotIn("InstanceId", ec2.describe_addresses(AllocationIds=[identifier])["Addresses"][0])
        ec2.release_address(AllocationId=identifier)
        self.refused("InvalidAllocationID.NotFound", ec2.describe_addresses, AllocationIds=[identifier])
        for _ in range(5):
            ec2.allocate_address()
        self.refused("AddressLimitExceeded", ec2.allocate_address)

    def test_rules_of_a_security_group_come_and_go(self):
        ec2 = client("ec2")
        group = ec2.create_security_group(GroupName="web", Description="for checks")["GroupId"]
        self.refused("InvalidGroup.Duplicate", ec2.create_security_group, GroupName="web", Description="again")
        rules = [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "10.0.0.0/8"}],
                  "UserIdGroupPairs": [{"GroupId": group}]},
                 {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}]
        made = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=rules)
        self.assertEqual(3, len(made["SecurityGroupRules"]))
        self.refused("InvalidPermission.Duplicate", ec2.authorize_security_group_ingress, GroupId=group, IpPermissions=rules)
        held = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
        self.assertEqual([80, 22], [rule["FromPort"] for rule in held])
        ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=rules[1:])
        self.refused("InvalidPermission.NotFound", ec2.revoke_security_group_ingress, GroupId=group, IpPermissions=rules[1:])
        every = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
        ec2.revoke_security_group_egress(GroupId=group, IpPermissions=every)
        ec2.authorize_security_group_egress(GroupId=group, IpPermissions=every)
        for bad in ({"IpProtocol": "tcp", "FromPort": 1, "ToPort": 70_000, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]},
                    {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "IpRanges": [{"CidrIp": "10.0.0.300/8"}]},
                    {"IpProtocol": "dance", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}, {"IpProtocol": "tcp", "FromPort": 1,
                                                                                     "ToPort": 2}):
            self.refused("InvalidParameterValue", ec2.authorize_security_group_ingress, GroupId=group, IpPermissions=[bad])
        host, = self.launch(SecurityGroupIds=[group])
        self.refused("DependencyViolation", ec2.delete_security_group, GroupId=group)
        ec2.terminate_instances(InstanceIds=[host])
        self.reach("terminated", [host])
        ec2.delete_security_group(GroupId=group)
        self.refused("InvalidGroup.NotFound", ec2.describe_security_groups, GroupIds=[group])

    def test_a_network_is_built_and_taken_down(self):
        ec2 = client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
        self.assertTrue(until(lambda: ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["State"] == "available"))
        self.refused("InvalidVpc.Range", ec2.create_vpc, CidrBlock="10.0.0.0/8")
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.1.1.0/24", AvailabilityZone="us-east-1b")["Subnet"]["SubnetId"]
        self.refused("InvalidSubnet.Conflict", ec2.create_subnet, VpcId=vpc, CidrBlock="10.1.1.128/25")
        self.refused("InvalidSubnet.Range", ec2.create_subnet, VpcId=vpc, CidrBlock="10.2.1.0/24")
        ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
        self.refused("RouteAlreadyExists", ec2.create_route, RouteTableId=table, DestinationCidrBlock="0.0.0.0/0",
                     GatewayId=gateway)
        bound = ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)["AssociationId"]
        host, = self.launch(SubnetId=subnet)
        self.assertTrue(self.one(host)["PrivateIpAddress"].startswith("10.1.1."))
        self.assertEqual(250, ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["AvailableIpAddressCount"])
        self.refused("DependencyViolation", ec2.delete_subnet, SubnetId=subnet)
        self.refused("DependencyViolation", ec2.delete_vpc, VpcId=vpc)
        self.refused("InsufficientFreeAddressesInSubnet", ec2.run_instances, ImageId=self.image(), InstanceType="t3.micro",
                     MinCount=1, MaxCount=300, SubnetId=subnet)
        ec2.terminate_instances(InstanceIds=[host])
        self.reach("terminated", [host])
        self.assertEqual(1, len(ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Associations"]))
        ec2.disassociate_route_table(AssociationId=bound)
        ec2.delete_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0")
        ec2.delete_route_table(RouteTableId=table)
        self.refused("DependencyViolation", ec2.delete_internet_gateway, InternetGatewayId=gateway)
        ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        ec2.delete_internet_gateway(InternetGatewayId=gateway)
        self.assertEqual(1, len(ec2.describe_internet_gateways()["InternetGateways"]))
        ec2.delete_subnet(SubnetId=subnet)
        ec2.delete_vpc(VpcId=vpc)
        self.refused("InvalidVpcID.NotFound", ec2.describe_vpcs, VpcIds=[vpc])

    def test_key_pairs_and_placement_groups(self):
        ec2 = client("ec2")
        ec2.import_key_pair(KeyName="me", PublicKeyMaterial=PUBLIC_KEY)
        self.refused("InvalidKeyPair.Duplicate", ec2.import_key_pair, KeyName="me", PublicKeyMaterial=PUBLIC_KEY)
        self.refused("InvalidKey.Format", ec2.import_key_pair, KeyName="you", PublicKeyMaterial=b"ssh-dance AAAA")
        self.assertEqual("ed25519", ec2.describe_key_pairs(KeyNames=["me"])["KeyPairs"][0]["KeyType"])
        ec2.create_placement_group(GroupName="apart", Strategy="spread")
        host, = self.launch(KeyName="me", Placement={"GroupName": "apart"})
        self.assertEqual("me", self.one(host)["KeyName"])
        self.refused("InvalidPlacementGroup.InUse", ec2.delete_placement_group, GroupName="apart")
        ec2.terminate_instances(InstanceIds=[host])
        self.reach("terminated", [host])
        ec2.delete_placement_group(GroupName="apart")
        ec2.delete_key_pair(KeyName="me")
        self.assertEqual([], ec2.describe_key_pairs()["KeyPairs"] + ec2.describe_placement_groups()["PlacementGroups"])

    def test_tags_are_added_overwritten_listed_and_taken(self):
        ec2 = client("ec2")
        host, = self.launch()
        text = "a & b <c> \"d\" 'e' \u4e2d\u6587"
        ec2.create_tags(Resources=[host], Tags=[{"Key": "k", "Value": "1"}, {"Key": "t", "Value": text}])
        ec2.create_tags(Resources=[host], Tags=[{"Key": "k", "Value": "2"}])
        filters = [{"Name": "resource-id", "Values": [host]}]
        listed = ec2.describe_tags(Filters=filters)["Tags"]
        self.assertEqual([("k", "2"), ("t", text)], [(tag["Key"], tag["Value"]) for tag in listed])
        ec2.delete_tags(Resources=[host], Tags=[{"Key": "k", "Value": "other"}, {"Key": "t"}])
        self.assertEqual([{"Key": "k", "Value": "2"}], self.one(host)["Tags"])
        many = [{"Key": f"k{n}", "Value": ""} for n in range(50)]
        self.refused("TagLimitExceeded", ec2.create_tags, Resources=[host], Tags=many)
        self.refused("InvalidParameterValue", ec2.create_tags, Resources=[host], Tags=[{"Key": "k" * 129, "Value": ""}])
        self.refused("InvalidID", ec2.create_tags, Resources=["x-1"], Tags=[{"Key": "k", "Value": ""}])
        self.refused("InvalidInstanceID.NotFound", ec2.create_tags, Resources=["i-0123456789abcdef0"],
                     Tags=[{"Key": "k", "Value": ""}])
