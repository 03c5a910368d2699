"""What may be said: requests held against the published model, in every protocol."""

import json

from .bench import Case, client, form, raw, signed

EC2 = "&Version=2016-11-15"


class RequestsTest(Case):

    def code(self, text):
        return form(text + EC2)[1].partition("<Code>")[2].partition("</Code>")[0]

    def test_ec2_refuses_what_the_model_does_not_have(self):
        self.assertEqual("InvalidAction", self.code("Action=DescribeEverything"))
        self.assertEqual("MissingAction", self.code("Nothing=1"))
        self.assertIn("NoSuchVersion", form("Action=DescribeRegions&Version=2011-01-01")[1])
        self.assertEqual("UnknownParameter", self.code("Action=DescribeInstances&InstanceIds.1=i-12345678"))
        self.assertEqual("UnknownParameter", self.code("Action=DescribeInstances&Filter.1.Name=a&Filter.1.Valu.1=b"))
        self.assertEqual("UnknownParameter", self.code("Action=DescribeInstances&InstanceId.1.Deep=i-12345678"))
        self.assertEqual("MissingParameter", self.code("Action=RunInstances&ImageId=ami-12345678&MinCount=1"))
        self.assertEqual("NotOffered", self.code("Action=DescribeHosts"))

    def test_ec2_refuses_wrong_types_and_numbers(self):
        self.assertEqual("InvalidParameterValue", self.code("Action=DescribeInstances&MaxResults=many"))
        self.assertEqual("InvalidParameterValue", self.code("Action=DescribeInstances&DryRun=yes"))
        self.assertEqual("InvalidParameterValue", self.code("Action=DescribeInstances&InstanceId.2=i-12345678"))
        self.assertEqual("InvalidParameterValue", self.code("Action=DescribeInstances&InstanceId.01=i-12345678"))
        self.assertEqual("InvalidParameterValue", self.code("Action=DescribeInstances&InstanceId=i-12345678"))
        self.assertEqual("InvalidParameterValue", self.code("Action=DescribeInstances&MaxResults=4"))
        self.assertEqual("InvalidParameterValue", self.code("Action=DescribeSpotPriceHistory&StartTime=yesterday"))
        self.assertEqual("InvalidParameterValue", self.code("Action=CreateVolume&AvailabilityZone=us-east-1a&Size=1&VolumeType=x"))
        self.assertEqual("MalformedQueryString", self.code("Action=DescribeInstances&MaxResults=5&MaxResults=6"))

    def test_query_refuses_what_the_model_does_not_have(self):
        def cloudwatch(text):
            body = f"{text}&Version=2010-08-01".encode()
            headers = signed("monitoring", "POST", "/", {"Content-Type": "application/x-www-form-urlencoded"}, body)
            return raw("POST", "/", headers, body)[2]
        self.assertIn("<ListMetricsResult>", cloudwatch("Action=ListMetrics"))
        self.assertIn("<Code>InvalidAction</Code>", cloudwatch("Action=ListEverything"))
        self.assertIn("<Code>UnknownParameter</Code>", cloudwatch("Action=ListMetrics&Dimensions.1.Name=a"))
        self.assertIn("<Code>UnknownParameter</Code>", cloudwatch("Action=ListMetrics&NameSpace=a"))
        self.assertIn("<Code>MissingParameter</Code>", cloudwatch("Action=DeleteAlarms"))
        self.assertIn("<Code>ValidationError</Code>", cloudwatch("Action=DescribeAlarms&MaxRecords=101"))
        self.assertIn("<Code>ValidationError</Code>", cloudwatch("Action=DescribeAlarms&AlarmNames.member.2=a"))

    def json(self, target, body, content="application/x-amz-json-1.1"):
        headers = {"Content-Type": content, "X-Amz-Target": f"AmazonEC2ContainerRegistry_V20150921.{target}"}
        headers = signed("ecr", "POST", "/", headers, body)
        status, _, text = raw("POST", "/", headers, body)
        return status, json.loads(text).get("__type")

    def test_json_refuses_what_the_model_does_not_have(self):
        self.assertEqual((200, None), self.json("DescribeRepositories", b"{}"))
        self.assertEqual((400, "UnknownOperationException"), self.json("DescribeEverything", b"{}"))
        self.assertEqual((400, "SerializationException"), self.json("DescribeRepositories", b"{"))
        self.assertEqual((400, "SerializationException"), self.json("DescribeRepositories", b"[]"))
        self.assertEqual((400, "SerializationException"), self.json("DescribeRepositories", b'{"maxResults":"5"}'))
        self.assertEqual((400, "SerializationException"), self.json("DescribeRepositories", b"{}", "application/json"))
        self.assertEqual((400, "InvalidParameterException"), self.json("DescribeRepositories", b'{"maxResult":5}'))
        self.assertEqual((400, "InvalidParameterException"), self.json("DescribeRepositories", b'{"maxResults":0}'))
        self.assertEqual((400, "InvalidParameterException"), self.json("CreateRepository", b"{}"))
        self.assertEqual((400, "InvalidParameterException"), self.json("CreateRepository", b'{"repositoryName":"UPPER"}'))

    def rest(self, method, target, body=b""):
        headers = signed("eks", method, target, {"Content-Type": "application/json"}, body)
        status, headers, text = raw(method, target, headers, body)
        return status, headers.get("x-amzn-ErrorType")

    def test_rest_json_refuses_what_the_model_does_not_have(self):
        self.assertEqual((200, None), self.rest("GET", "/clusters"))
        self.assertEqual((404, "UnknownOperationException"), self.rest("GET", "/cluster"))
        self.assertEqual((404, "UnknownOperationException"), self.rest("PATCH", "/clusters"))
        self.assertEqual((400, "InvalidParameterException"), self.rest("GET", "/clusters?maxResult=1"))
        self.assertEqual((400, "InvalidParameterException"), self.rest("GET", "/clusters?maxResults=101"))
        self.assertEqual((400, "SerializationException"), self.rest("GET", "/clusters?maxResults=x"))
        self.assertEqual((400, "InvalidParameterException"), self.rest("POST", "/clusters", b'{"name":"a"}'))
        self.assertEqual((400, "InvalidParameterException"), self.rest("POST", "/clusters", b'{"name":"a","extra":1}'))
        self.assertEqual((404, "ResourceNotFoundException"), self.rest("GET", "/clusters/a%20b"))

    def test_bodies_are_bounded(self):
        self.assertEqual(413, raw("POST", "/", {"Content-Length": "1048577"})[0])
        self.assertEqual(411, raw("POST", "/", {"Transfer-Encoding": "chunked"}, b"0\r\n\r\n")[0])

    def test_a_dry_run_ends_after_the_permissions(self):
        answer = self.refused("DryRunOperation", client("ec2").describe_regions, DryRun=True)
        self.assertEqual(412, answer["ResponseMetadata"]["HTTPStatusCode"])
        self.refused("UnauthorizedOperation", client("ec2", "denied").describe_regions, DryRun=True)
