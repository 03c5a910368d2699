"""What a test may ask to go wrong."""

import time

from botocore.exceptions import ClientError, HTTPClientError
from botocore.parsers import ResponseParserError

from .bench import Case, client, control, fault, poll, until


class FaultsTest(Case):

    def good(self, **changes):
        return {"ImageId": self.image(), "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1, **changes}

    def count(self):
        return sum(len(row["Instances"]) for row in client("ec2").describe_instances()["Reservations"])

    def test_published_errors_come_with_their_status(self):
        for code, status in (("InsufficientInstanceCapacity", 500), ("RequestLimitExceeded", 503), ("InstanceLimitExceeded", 400),
                             ("VcpuLimitExceeded", 400), ("Unsupported", 400), ("InternalError", 500), ("Unavailable", 503),
                             ("UnauthorizedOperation", 403), ("AuthFailure", 401), ("InsufficientFreeAddressesInSubnet", 400)):
            fault(operation="RunInstances", error=code)
            answer = self.refused(code, client("ec2").run_instances, **self.good())
            self.assertEqual(status, answer["ResponseMetadata"]["HTTPStatusCode"], code)
        self.assertEqual(0, self.count())
        fault(service="eks", error="ServerException")
        self.assertEqual(500, self.refused("ServerException", client("eks").list_clusters)["ResponseMetadata"]["HTTPStatusCode"])

    def test_a_fault_meets_only_what_it_is_about(self):
        where = {"InstanceType": "t3.micro", "Placement.AvailabilityZone": "us-east-1a"}
        fault(operation="RunInstances", match=where, error="InsufficientInstanceCapacity", times=-1)
        zone = {"Placement": {"AvailabilityZone": "us-east-1a"}}
        for _ in range(2):
            self.refused("InsufficientInstanceCapacity", client("ec2").run_instances, **self.good(**zone))
        client("ec2").run_instances(**self.good(Placement={"AvailabilityZone": "us-east-1b"}))
        client("ec2").run_instances(**self.good(InstanceType="t3.small", **zone))
        control("", method="DELETE")
        client("ec2").run_instances(**self.good(**zone))
        fault(operation="DescribeVpcs", error="InternalError", after=1, times=1, region="us-east-1")
        client("ec2").describe_vpcs()
        client("ec2", region="eu-west-1").describe_vpcs()
        self.refused("InternalError", client("ec2").describe_vpcs)
        client("ec2").describe_vpcs()

    def test_a_lost_request_did_nothing_and_a_lost_reply_did_everything(self):
        for effect, expected in (("drop_request", 0), ("drop_reply", 1)):
            fault(operation="RunInstances", effect=effect)
            with self.assertRaises(HTTPClientError):
                client("ec2").run_instances(**self.good(ClientToken="lost"))
            self.assertEqual(expected, self.count())
        client("ec2").run_instances(**self.good(ClientToken="lost"))
        self.assertEqual(1, self.count())

    def test_an_error_after_the_deed(self):
        fault(operation="RunInstances", error="InternalError", commit=True)
        self.refused("InternalError", client("ec2").run_instances, **self.good())
        self.assertEqual(1, self.count())

    def test_slow_and_cut_replies(self):
        fault(operation="DescribeVpcs", effect="slow", seconds=0.3)
        begun = time.monotonic()
        client("ec2").describe_vpcs()
        self.assertGreaterEqual(time.monotonic() - begun, 0.3)
        fault(operation="DescribeVpcs", effect="truncate", bytes=40)
        with self.assertRaises((HTTPClientError, ResponseParserError)):
            client("ec2").describe_vpcs()

    def test_throttling_by_a_bucket_with_retry_after(self):
        fault(operation="DescribeVpcs", throttle={"rate": 0.5, "burst": 3}, headers={"Retry-After": "1"})
        for _ in range(3):
            client("ec2").describe_vpcs()
        answer = self.refused("RequestLimitExceeded", client("ec2").describe_vpcs)["ResponseMetadata"]
        self.assertEqual((503, "1"), (answer["HTTPStatusCode"], answer["HTTPHeaders"]["retry-after"]))
        self.assertTrue(poll(lambda: self.allowed(client("ec2").describe_vpcs)))
        fault(service="ecr", throttle={"rate": 1, "burst": 0})
        self.refused("ThrottlingException", client("ecr").describe_repositories)

    @staticmethod
    def allowed(call):
        try:
            return bool(call())
        except ClientError:
            return False

    def test_listings_lag_behind(self):
        control("/settings", {"lag": 100})
        host = client("ec2").run_instances(**self.good())["Instances"][0]["InstanceId"]
        self.refused("InvalidInstanceID.NotFound", client("ec2").describe_instances, InstanceIds=[host])
        self.refused("InvalidInstanceID.NotFound", client("ec2").create_tags, Resources=[host], Tags=[{"Key": "a", "Value": ""}])
        self.assertEqual(0, self.count())
        self.assertTrue(until(lambda: self.count() == 1))

    def test_short_and_empty_pages(self):
        self.launch(6)
        control("/settings", {"page_limit": 2})
        fault(operation="DescribeInstances", effect="empty_page", after=1)
        sizes, token = [], {}
        while token is not None:
            page = client("ec2").describe_instances(MaxResults=100, **token)
            sizes.append(sum(len(row["Instances"]) for row in page["Reservations"]))
            token = {"NextToken": page["NextToken"]} if "NextToken" in page else None
        self.assertEqual([2, 0, 2, 2], sizes)

    def test_instances_that_die_before_they_run(self):
        fault(operation="RunInstances", effect="die_pending", reason="Server.InsufficientInstanceCapacity")
        host, = self.launch(running=False)
        self.reach("terminated", [host])
        self.assertEqual("Server.InsufficientInstanceCapacity", self.one(host)["StateReason"]["Code"])

    def test_calls_are_written_down(self):
        fault(operation="RunInstances", error="InsufficientInstanceCapacity")
        self.refused("InsufficientInstanceCapacity", client("ec2").run_instances, **self.good())
        calls = [call for call in control("/calls")[1]["calls"] if call["operation"] == "RunInstances"]
        self.assertEqual([(500, "InsufficientInstanceCapacity", "us-east-1")],
                         [(call["status"], call["code"], call["region"]) for call in calls])

    def test_faults_that_do_not_exist_are_refused(self):
        for rule in ({"operation": "RunInstances"}, {"error": "X", "colour": "red"}, {"effect": "explode"},
                     {"effect": "slow", "seconds": 100}, []):
            status, _ = control("", rule if rule else {"effect": ""})
            self.assertEqual(400, status, rule)
        self.assertEqual(400, control("/settings", {"colour": 1})[0])
        self.assertEqual(400, control("/nothing", {})[0])
        self.assertEqual([], control("")[1]["faults"])
