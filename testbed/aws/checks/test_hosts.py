"""EC2's instances: launch, life, attributes, spot, console."""

import base64

from .bench import Case, client, control, until


class HostsTest(Case):

    def test_an_instance_lives_from_pending_to_terminated(self):
        first = self.launch(2, running=False)
        self.assertEqual({"pending"}, set(self.states(first).values()))
        self.reach("running", first)
        instance = self.one(first[0])
        self.assertTrue(instance["PublicIpAddress"].startswith("198.18."))
        client("ec2").reboot_instances(InstanceIds=first)
        change = client("ec2").stop_instances(InstanceIds=first)["StoppingInstances"][0]
        self.assertEqual(("running", "stopping"), (change["PreviousState"]["Name"], change["CurrentState"]["Name"]))
        self.refused("IncorrectInstanceState", client("ec2").start_instances, InstanceIds=first)
        self.reach("stopped", first)
        self.assertNotIn("PublicIpAddress", self.one(first[0]))
        self.refused("IncorrectInstanceState", client("ec2").reboot_instances, InstanceIds=first)
        client("ec2").start_instances(InstanceIds=first)
        self.reach("running", first)
        client("ec2").terminate_instances(InstanceIds=first[:1])
        self.reach("terminated", first[:1])
        self.assertEqual("Client.UserInitiatedShutdown", self.one(first[0])["StateReason"]["Code"])
        self.refused("IncorrectInstanceState", client("ec2").start_instances, InstanceIds=first)
        client("ec2").terminate_instances(InstanceIds=first)

    def test_terminated_instances_go_in_time(self):
        control("/settings", {"retain": 60})
        self.addCleanup(control, "/settings", {"retain": 3600})
        gone = self.launch()
        client("ec2").terminate_instances(InstanceIds=gone)
        self.assertTrue(until(lambda: not client("ec2").describe_instances()["Reservations"]))

    def test_a_client_token_makes_a_launch_happen_once(self):
        asked = dict(ClientToken="token-1", ImageId=self.image(), InstanceType="t3.micro", MinCount=1, MaxCount=1)
        first = client("ec2").run_instances(**asked)
        again = client("ec2").run_instances(**asked)
        self.assertEqual(first["ReservationId"], again["ReservationId"])
        self.assertEqual(first["Instances"][0]["InstanceId"], again["Instances"][0]["InstanceId"])
        self.refused("IdempotentParameterMismatch", client("ec2").run_instances, **{**asked, "InstanceType": "t3.small"})
        listed = client("ec2").describe_instances(Filters=[{"Name": "client-token", "Values": ["token-1"]}])
        self.assertEqual(1, len(listed["Reservations"]))

    def test_a_launch_is_checked(self):
        good = dict(ImageId=self.image(), InstanceType="t3.micro", MinCount=1, MaxCount=1)
        for code, change in (
                ("InvalidAMIID.NotFound", {"ImageId": "ami-0123456789abcdef0"}),
                ("InvalidAMIID.Malformed", {"ImageId": "debian"}),
                ("InvalidParameterValue", {"InstanceType": "t3.mini"}),
                ("InvalidParameterValue", {"InstanceType": "t4g.micro"}),
                ("InvalidParameterValue", {"MinCount": 2}),
                ("InvalidParameterValue", {"Placement": {"AvailabilityZone": "us-east-1x"}}),
                ("InvalidSubnetID.NotFound", {"SubnetId": "subnet-0123456789abcdef0"}),
                ("InvalidGroup.NotFound", {"SecurityGroupIds": ["sg-0123456789abcdef0"]}),
                ("InvalidKeyPair.NotFound", {"KeyName": "nobody"}),
                ("InvalidParameterValue", {"UserData": "x" * 17_000}),
                ("InvalidParameterValue", {"TagSpecifications": [{"ResourceType": "vpc", "Tags": []}]}),
                ("InvalidParameterValue", {"TagSpecifications": [{"ResourceType": "instance", "Tags": [
                    {"Key": "aws:x", "Value": ""}]}]}),
                ("InvalidParameterCombination", {"SubnetId": "subnet-0123456789abcdef0",
                                                 "NetworkInterfaces": [{"DeviceIndex": 0}]})):
            with self.subTest(code=code, change=change):
                self.refused(code, client("ec2").run_instances, **{**good, **change})
        self.assertEqual([], client("ec2").describe_instances()["Reservations"])

    def test_a_type_not_sold_in_a_zone_and_a_full_quota_are_told_apart(self):
        zone = {"AvailabilityZone": "us-east-1d"}
        error = self.refused("Unsupported", client("ec2").run_instances, ImageId=self.image(), InstanceType="t2.micro",
                             MinCount=1, MaxCount=1, Placement=zone)["Error"]
        self.assertIn("choosing us-east-1a", error["Message"])
        control("/limits", {"L-1216C47A": 4})
        self.launch(1)
        made = client("ec2").run_instances(ImageId=self.image(), InstanceType="t3.micro", MinCount=1, MaxCount=9)["Instances"]
        self.assertEqual(1, len(made))
        self.refused("VcpuLimitExceeded", client("ec2").run_instances, ImageId=self.image(), InstanceType="t3.micro",
                     MinCount=1, MaxCount=1)

    def test_filters_and_pages_find_every_instance_once(self):
        wanted = self.launch(12, TagSpecifications=[{"ResourceType": "instance", "Tags": [{"Key": "role", "Value": "web-1"}]}])
        other = self.launch(1)
        self.launch(1)
        client("ec2").create_tags(Resources=other, Tags=[{"Key": "role", "Value": "web-2"}])
        found, token = [], {}
        while True:
            page = client("ec2").describe_instances(MaxResults=5, Filters=[{"Name": "tag:role", "Values": ["web-?"]}], **token)
            ids = [one["InstanceId"] for row in page["Reservations"] for one in row["Instances"]]
            self.assertLessEqual(len(ids), 5)
            found += ids
            if "NextToken" not in page:
                break
            token = {"NextToken": page["NextToken"]}
        self.assertEqual(sorted(wanted + other), sorted(found))
        self.refused("InvalidNextToken", client("ec2").describe_instances, MaxResults=5, **token)
        self.refused("InvalidNextToken", client("ec2").describe_instances, MaxResults=5, NextToken="x")
        self.refused("InvalidParameterCombination", client("ec2").describe_instances, MaxResults=5, InstanceIds=wanted)
        self.refused("InvalidParameterValue", client("ec2").describe_instances, Filters=[{"Name": "colour", "Values": ["red"]}])
        self.refused("InvalidInstanceID.Malformed", client("ec2").describe_instances, InstanceIds=["i-xyz"])
        for name, value in (("instance-state-name", "running"), ("availability-zone", "us-east-1*"), ("instance-type", "t3.micro"),
                            ("vpc-id", "vpc-*"), ("tag-key", "role"), ("architecture", "x86_64")):
            filters = [{"Name": name, "Values": [value]}]
            self.assertTrue(client("ec2").describe_instances(Filters=filters)["Reservations"], name)

    def test_attributes_change_only_when_stopped(self):
        host, = self.launch(UserData="first")
        change = client("ec2").modify_instance_attribute
        self.refused("IncorrectInstanceState", change, InstanceId=host, InstanceType={"Value": "t3.small"})
        client("ec2").stop_instances(InstanceIds=[host])
        self.reach("stopped", [host])
        change(InstanceId=host, InstanceType={"Value": "t3.small"})
        self.refused("InvalidInstanceAttributeValue", change, InstanceId=host, InstanceType={"Value": "t3.mini"})
        self.refused("InvalidParameterCombination", change, InstanceId=host, InstanceType={"Value": "t3.small"},
                     EbsOptimized={"Value": True})
        self.assertEqual("t3.small", self.one(host)["InstanceType"])
        data = client("ec2").describe_instance_attribute(InstanceId=host, Attribute="userData")["UserData"]["Value"]
        self.assertEqual(b"first", base64.b64decode(data))
        change(InstanceId=host, DisableApiTermination={"Value": True})
        self.refused("OperationNotPermitted", client("ec2").terminate_instances, InstanceIds=[host])

    def test_the_console_and_the_status_can_be_read(self):
        host, = self.launch(UserData="#!/bin/sh")
        client("ec2").reboot_instances(InstanceIds=[host])
        text = client("ec2").get_console_output(InstanceId=host)["Output"]
        self.assertIn(host, text)
        self.assertIn("boot 2", text)
        status = client("ec2").describe_instance_status(InstanceIds=[host])["InstanceStatuses"][0]
        self.assertEqual("ok", status["InstanceStatus"]["Status"])

    def test_spot_instances_have_a_price_and_can_be_taken_back(self):
        def spot(**options):
            return {"InstanceMarketOptions": {"MarketType": "spot", "SpotOptions": options}}
        error = self.refused("SpotMaxPriceTooLow", client("ec2").run_instances, ImageId=self.image(), InstanceType="m5.large",
                             MinCount=1, MaxCount=1, **spot(MaxPrice="0.001"))["Error"]
        self.assertIn("0.001", error["Message"])
        host, = self.launch(InstanceType="m5.large", **spot(MaxPrice="0.5"))
        self.assertEqual("spot", self.one(host)["InstanceLifecycle"])
        self.refused("UnsupportedOperation", client("ec2").stop_instances, InstanceIds=[host])
        requests = client("ec2").describe_spot_instance_requests()["SpotInstanceRequests"]
        self.assertEqual([(host, "active")], [(one["InstanceId"], one["State"]) for one in requests])
        self.assertEqual((200, {"interrupted": [host]}), control("/interrupt", {}))
        self.reach("terminated", [host])
        self.assertEqual("Server.SpotInstanceTermination", self.one(host)["StateReason"]["Code"])
        identifier = requests[0]["SpotInstanceRequestId"]
        client("ec2").cancel_spot_instance_requests(SpotInstanceRequestIds=[identifier])
        prices = client("ec2").describe_spot_price_history(InstanceTypes=["m5.large"], ProductDescriptions=["Linux/UNIX"])
        self.assertEqual(4, len(prices["SpotPriceHistory"]))

    def test_regions_are_apart(self):
        host, = self.launch()
        self.refused("InvalidInstanceID.NotFound", client("ec2", region="eu-west-1").describe_instances, InstanceIds=[host])

    def test_what_can_be_had_is_described(self):
        ec2 = client("ec2")
        self.assertNotIn("af-south-1", [one["RegionName"] for one in ec2.describe_regions()["Regions"]])
        self.assertIn("af-south-1", [one["RegionName"] for one in ec2.describe_regions(AllRegions=True)["Regions"]])
        zones = ec2.describe_availability_zones()["AvailabilityZones"]
        self.assertEqual(("us-east-1a", "use1-az1"), (zones[0]["ZoneName"], zones[0]["ZoneId"]))
        first = ec2.describe_instance_types(MaxResults=5)
        second = ec2.describe_instance_types(MaxResults=5, NextToken=first["NextToken"])
        self.assertEqual(10, len({one["InstanceType"] for one in first["InstanceTypes"] + second["InstanceTypes"]}))
        self.refused("InvalidInstanceType", ec2.describe_instance_types, InstanceTypes=["t3.mini"])
        offered = ec2.describe_instance_type_offerings(LocationType="availability-zone", Filters=[
            {"Name": "instance-type", "Values": ["t2.micro"]}])["InstanceTypeOfferings"]
        self.assertEqual(["us-east-1a", "us-east-1b", "us-east-1c"], [one["Location"] for one in offered])
        self.assertTrue(ec2.describe_account_attributes(AttributeNames=["default-vpc"])["AccountAttributes"])
