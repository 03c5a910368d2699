"""Who may speak: signatures, clocks, keys, sessions, permissions."""

import base64
import hashlib
import time

import botocore.auth
import botocore.awsrequest
import botocore.credentials

from .bench import Case, client, control, env, form, keys, raw, signed

LIST = "Action=DescribeRegions&Version=2016-11-15"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class SigningTest(Case):

    def test_a_wrong_secret_is_refused_in_each_services_words(self):
        wrong = (keys()[0], "x" * 40, None)
        self.refused("AuthFailure", client("ec2", credentials=wrong).describe_regions)
        answer = self.refused("SignatureDoesNotMatch", client("sts", credentials=wrong).get_caller_identity)
        self.assertEqual(403, answer["ResponseMetadata"]["HTTPStatusCode"])
        self.refused("InvalidSignatureException", client("ecr", credentials=wrong).describe_repositories)
        self.refused("InvalidSignatureException", client("eks", credentials=wrong).list_clusters)
        self.refused("SignatureDoesNotMatch", client("cloudwatch", credentials=wrong).list_metrics)

    def test_an_unknown_key_is_refused(self):
        unknown = ("AKIAUNKNOWNUNKNOWNXX", "x" * 40, None)
        self.refused("AuthFailure", client("ec2", credentials=unknown).describe_regions)
        self.refused("InvalidClientTokenId", client("sts", credentials=unknown).get_caller_identity)
        self.refused("UnrecognizedClientException", client("pricing", credentials=unknown).describe_services)

    def test_a_changed_body_path_or_header_is_refused(self):
        headers = signed("ec2", "POST", "/", dict(FORM), LIST.encode())
        self.assertEqual(200, raw("POST", "/", headers, LIST.encode())[0])
        self.assertEqual(401, raw("POST", "/", headers, LIST.replace("Regions", "Vpcs").encode())[0])
        self.assertEqual(401, raw("POST", "/?a=b", headers, LIST.encode())[0])
        self.assertEqual(401, raw("POST", "/", {**headers, "X-Amz-Extra": "1"}, LIST.encode())[0])
        stated = signed("ec2", "POST", "/", {**FORM, "X-Amz-Content-SHA256": hashlib.sha256(b"other").hexdigest()}, LIST.encode())
        self.assertEqual(401, raw("POST", "/", stated, LIST.encode())[0])

    def test_an_incomplete_signature_is_refused(self):
        headers = signed("sts", "POST", "/", dict(FORM), b"Action=GetCallerIdentity&Version=2011-06-15")
        for part in ("Credential=", "SignedHeaders=", "Signature="):
            broken = {**headers, "Authorization": headers["Authorization"].replace(part, "Other=")}
            status, _, body = raw("POST", "/", broken, b"Action=GetCallerIdentity&Version=2011-06-15")
            self.assertEqual(400, status)
            self.assertIn("<Code>IncompleteSignature</Code>", body)

    def test_an_unsigned_request_is_refused(self):
        status, _, body = raw("POST", "/", FORM, LIST.encode())
        self.assertEqual(403, status)
        self.assertIn("MissingAuthenticationToken", body)

    def test_a_clock_more_than_five_minutes_off_is_refused_both_ways(self):
        for offset in (301, -301, 3600):
            control("/settings", {"clock_offset": offset})
            self.refused("RequestExpired", client("ec2").describe_regions)
            self.refused("SignatureDoesNotMatch", client("sts").get_caller_identity)
            error = self.refused("InvalidSignatureException", client("ce").get_cost_and_usage)["Error"]
            self.assertIn("Signature expired" if offset > 0 else "Signature not yet current", error["Message"])
        control("/settings", {"clock_offset": 290})
        client("ec2").describe_regions()

    def test_the_date_header_tells_the_servers_clock(self):
        control("/settings", {"clock_offset": 3600})
        _, headers, _ = raw("GET", "/_control", {})
        told = time.mktime(time.strptime(headers["Date"], "%a, %d %b %Y %H:%M:%S GMT")) - time.timezone
        self.assertAlmostEqual(3600, told - time.time(), delta=5)

    def test_a_region_or_service_that_is_not_there_is_refused(self):
        self.assertIn("valid region", form(LIST, region="mars-north-1")[1])
        self.assertIn("AuthFailure", form(LIST, region="af-south-1")[1])
        headers = signed("lambda", "POST", "/", dict(FORM), LIST.encode())
        self.assertIn("correct service", raw("POST", "/", headers, LIST.encode())[2])
        self.refused("InvalidSignatureException", client("pricing", region="us-west-2").describe_services)

    def test_permissions_are_kept(self):
        self.refused("UnauthorizedOperation", client("ec2", "denied").describe_regions)
        self.refused("AccessDeniedException", client("eks", "denied").list_clusters)
        self.refused("AccessDenied", client("cloudwatch", "denied").list_metrics)
        client("ec2", "reader").describe_regions()
        self.refused("UnauthorizedOperation", client("ec2", "reader").allocate_address)
        self.assertTrue(client("sts", "denied").get_caller_identity()["Arn"].endswith(":user/denied"))

    def test_sessions_of_roles_verify_and_end(self):
        role = "arn:aws:iam::111122223333:role/operator"
        made = client("sts").assume_role(RoleArn=role, RoleSessionName="check")["Credentials"]
        session = (made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])
        client("ec2", credentials=session).describe_regions()
        self.assertIn("assumed-role/operator/check", client("sts", credentials=session).get_caller_identity()["Arn"])
        self.refused("AuthFailure", client("ec2", credentials=(*session[:2], None)).describe_regions)
        self.refused("AuthFailure", client("ec2", credentials=(*session[:2], "other")).describe_regions)
        reader = client("sts").assume_role(RoleArn=role.replace("operator", "reader"), RoleSessionName="check")["Credentials"]
        session = (reader["AccessKeyId"], reader["SecretAccessKey"], reader["SessionToken"])
        self.refused("UnauthorizedOperation", client("ec2", credentials=session).allocate_address)
        self.refused("AccessDenied", client("sts").assume_role, RoleArn=role.replace("operator", "forbidden"),
                     RoleSessionName="check")
        self.refused("ValidationError", client("sts").assume_role, RoleArn=role, RoleSessionName="check", DurationSeconds=1)

    def test_a_web_identity_needs_no_signature(self):
        asked = dict(RoleArn="arn:aws:iam::111122223333:role/pod", RoleSessionName="check")
        made = client("sts").assume_role_with_web_identity(WebIdentityToken="e30.e30.sig", **asked)["Credentials"]
        session = (made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])
        client("ec2", credentials=session).describe_regions()
        self.refused("InvalidIdentityToken", client("sts").assume_role_with_web_identity, WebIdentityToken="none", **asked)

    def test_presigned_requests_verify_as_tokens_for_clusters_need(self):
        for host in (env("AWS_ENDPOINT_URL"), "https://sts.us-east-1.amazonaws.com"):
            request = botocore.awsrequest.AWSRequest(
                "GET", f"{host}/?Action=GetCallerIdentity&Version=2011-06-15", headers={"x-k8s-aws-id": "shop"})
            credentials = botocore.credentials.Credentials(*keys())
            botocore.auth.SigV4QueryAuth(credentials, "sts", "us-east-1", expires=60).add_auth(request)
            status, answer = control("/verify", {"url": request.url, "headers": {"x-k8s-aws-id": "shop"}})
            self.assertEqual((200, "sts", 60), (status, answer["service"], answer["expires"]), answer)
            status, answer = control("/verify", {"url": request.url, "headers": {"x-k8s-aws-id": "other"}})
            self.assertEqual((400, "SignatureDoesNotMatch"), (status, answer["code"]))
            token = "k8s-aws-v1." + base64.urlsafe_b64encode(request.url.encode()).decode().rstrip("=")
            self.assertEqual(200, control("/verify", {"token": token, "cluster": "shop"})[0])
        target = request.url.replace(host, "")
        self.assertEqual(403, raw("GET", target, {"x-k8s-aws-id": "shop"})[0])
