"""S3: buckets and objects."""

import hashlib

import botocore.auth
import botocore.awsrequest
import botocore.credentials
from botocore.exceptions import ClientError

from .bench import Case, client, control, env, fault, keys, raw, signed

MIB = 1024 * 1024
ODD = "a b/c+d&e=f/\u4e2d?#%.txt"


class ObjectsTest(Case):

    def setUp(self):
        super().setUp()
        client("s3").create_bucket(Bucket="shop")

    def test_buckets_come_and_go(self):
        s3 = client("s3")
        self.refused("InvalidBucketName", s3.create_bucket, Bucket="shop..two")
        far = client("s3", region="eu-west-1")
        far.create_bucket(Bucket="far", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        self.refused("IllegalLocationConstraintException", far.create_bucket, Bucket="farther")
        self.assertEqual(["far", "shop"], [one["Name"] for one in s3.list_buckets()["Buckets"]])
        far.head_bucket(Bucket="far")
        self.refused("404", s3.head_bucket, Bucket="none")
        s3.put_object(Bucket="shop", Key="a", Body=b"")
        self.refused("BucketNotEmpty", s3.delete_bucket, Bucket="shop")
        s3.delete_object(Bucket="shop", Key="a")
        s3.delete_bucket(Bucket="shop")
        self.refused("NoSuchBucket", s3.list_objects_v2, Bucket="shop")

    def test_objects_are_kept_byte_for_byte(self):
        s3, body = client("s3"), bytes(range(256)) * 4
        made = s3.put_object(Bucket="shop", Key=ODD, Body=body, ContentType="text/odd", Metadata={"of": "check"})
        self.assertEqual(f'"{hashlib.md5(body).hexdigest()}"', made["ETag"])
        got = s3.get_object(Bucket="shop", Key=ODD)
        self.assertEqual((body, "text/odd", {"of": "check"}), (got["Body"].read(), got["ContentType"], got["Metadata"]))
        part = s3.get_object(Bucket="shop", Key=ODD, Range="bytes=250-259")
        self.assertEqual((body[250:260], "bytes 250-259/1024"), (part["Body"].read(), part["ContentRange"]))
        self.assertEqual(body[-6:], s3.get_object(Bucket="shop", Key=ODD, Range="bytes=-6")["Body"].read())
        self.refused("InvalidRange", s3.get_object, Bucket="shop", Key=ODD, Range="bytes=2000-")
        self.assertEqual(1024, s3.head_object(Bucket="shop", Key=ODD)["ContentLength"])
        self.refused("304", s3.get_object, Bucket="shop", Key=ODD, IfNoneMatch=made["ETag"])
        self.refused("PreconditionFailed", s3.get_object, Bucket="shop", Key=ODD, IfMatch='"other"')
        self.refused("404", s3.head_object, Bucket="shop", Key="none")
        self.refused("NoSuchKey", s3.get_object, Bucket="shop", Key="none")
        self.refused("BadDigest", s3.put_object, Bucket="shop", Key="a", Body=b"a", ContentMD5="AAAAAAAAAAAAAAAAAAAAAA==")
        copy = {"Bucket": "shop", "Key": ODD}
        s3.copy_object(Bucket="shop", Key="copy", CopySource=copy, StorageClass="STANDARD_IA")
        self.assertEqual("STANDARD_IA", s3.head_object(Bucket="shop", Key="copy")["StorageClass"])
        self.refused("InvalidRequest", s3.copy_object, Bucket="shop", Key=ODD, CopySource=copy)
        gone = s3.delete_objects(Bucket="shop", Delete={"Objects": [{"Key": ODD}, {"Key": "none"}]})["Deleted"]
        self.assertEqual([ODD, "none"], [one["Key"] for one in gone])

    def test_listings_have_pages_prefixes_and_odd_names(self):
        s3 = client("s3")
        names = sorted(["a/1", "a/2", "b", "c/1", ODD, "z"])
        for name in names:
            s3.put_object(Bucket="shop", Key=name, Body=b"x")
        for listing, token, following in ((s3.list_objects_v2, "ContinuationToken", "NextContinuationToken"),
                                          (s3.list_objects, "Marker", "NextMarker")):
            found, more = [], {}
            while more is not None:
                page = listing(Bucket="shop", MaxKeys=2, **more)
                found += [one["Key"] for one in page["Contents"]]
                more = {token: page[following]} if page["IsTruncated"] else None
            self.assertEqual(names, found)
        page = s3.list_objects_v2(Bucket="shop", Delimiter="/")
        self.assertEqual(["a b/", "a/", "c/"], [one["Prefix"] for one in page["CommonPrefixes"]])
        self.assertEqual(["b", "z"], [one["Key"] for one in page["Contents"]])
        self.assertEqual(2, s3.list_objects_v2(Bucket="shop", Prefix="a/")["KeyCount"])
        self.refused("InvalidArgument", s3.list_objects_v2, Bucket="shop", ContinuationToken="!")
        control("/settings", {"page_limit": 1})
        self.assertTrue(s3.list_objects_v2(Bucket="shop")["IsTruncated"])

    def test_uploads_in_parts(self):
        s3, where = client("s3"), {"Bucket": "shop", "Key": "large"}
        upload = s3.create_multipart_upload(ContentType="text/large", **where)["UploadId"]
        parts = [b"a" * (5 * MIB), b"b" * 10]
        tags = [s3.upload_part(PartNumber=n, UploadId=upload, Body=body, **where)["ETag"] for n, body in enumerate(parts, 1)]
        self.assertEqual(tags, [one["ETag"] for one in s3.list_parts(UploadId=upload, **where)["Parts"]])
        self.assertEqual(1, len(s3.list_multipart_uploads(Bucket="shop")["Uploads"]))
        named = [{"PartNumber": n, "ETag": tag} for n, tag in enumerate(tags, 1)]

        def complete(chosen):
            return s3.complete_multipart_upload(UploadId=upload, MultipartUpload={"Parts": chosen}, **where)
        with self.assertRaisesRegex(ClientError, "InvalidPartOrder"):
            complete(named[::-1])
        with self.assertRaisesRegex(ClientError, "InvalidPart"):
            complete([{"PartNumber": 1, "ETag": tags[1]}])
        self.assertTrue(complete(named)["ETag"].endswith('-2"'))
        self.assertEqual(b"".join(parts), s3.get_object(**where)["Body"].read())
        other = s3.create_multipart_upload(**where)["UploadId"]
        s3.abort_multipart_upload(UploadId=other, **where)
        self.refused("NoSuchUpload", s3.list_parts, UploadId=other, **where)

    def test_signatures_of_s3(self):
        wrong = (keys()[0], "x" * 40, None)
        self.refused("SignatureDoesNotMatch", client("s3", credentials=wrong).list_buckets)
        self.refused("InvalidAccessKeyId", client("s3", credentials=("AKIANOBODY", "x", None)).list_buckets)
        self.refused("AccessDenied", client("s3", "reader").put_object, Bucket="shop", Key="a", Body=b"")
        control("/settings", {"clock_offset": 3600})
        self.refused("RequestTimeTooSkewed", client("s3").list_buckets)
        control("/settings", {"clock_offset": 0})
        url = client("s3").generate_presigned_url("put_object", {"Bucket": "shop", "Key": ODD}, ExpiresIn=60)
        target = url.removeprefix(env("AWS_ENDPOINT_URL"))
        if "X-Amz-Signature" in target:
            self.assertEqual(200, raw("PUT", target, {}, b"presigned")[0])
            self.assertEqual(403, raw("PUT", target.replace("txt", "tx"), {}, b"presigned")[0])
        fault(service="s3", error="SlowDown")
        self.assertEqual(503, self.refused("SlowDown", client("s3").list_buckets)["ResponseMetadata"]["HTTPStatusCode"])

    def test_bodies_in_signed_chunks(self):
        access, secret = keys()
        target, stated = "/shop/chunked", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        for damage in (False, True):
            request = botocore.awsrequest.AWSRequest("PUT", env("AWS_ENDPOINT_URL") + target, headers={
                "X-Amz-Content-SHA256": stated, "X-Amz-Decoded-Content-Length": "6", "Content-Encoding": "aws-chunked"})
            signer = botocore.auth.SigV4Auth(botocore.credentials.Credentials(access, secret), "s3", "us-east-1")
            signer.add_auth(request)
            before, body = request.headers["Authorization"].rpartition("=")[2], b""
            empty = hashlib.sha256(b"").hexdigest()
            scope = signer.credential_scope(request)
            for chunk in (b"abc", b"def", b""):
                text = "\n".join(["AWS4-HMAC-SHA256-PAYLOAD", request.context["timestamp"], scope, before, empty,
                                  hashlib.sha256(chunk).hexdigest()])
                before = signer.signature(text, request)
                body += f"{len(chunk):x};chunk-signature={before}\r\n".encode() + chunk + b"\r\n"
            body = body.replace(b"def", b"dxf") if damage else body
            status, _, text = raw("PUT", target, dict(request.headers.items()), body)
            self.assertEqual(403 if damage else 200, status, text)
        self.assertEqual(b"abcdef", client("s3").get_object(Bucket="shop", Key="chunked")["Body"].read())

    def test_what_the_model_does_not_have_is_refused(self):
        for method, target, body in (("GET", "/shop?colour=red", b""), ("POST", "/shop?delete", b"<Delete><Odd/></Delete>"),
                                     ("POST", "/shop?delete", b"<Delete>"), ("PATCH", "/shop", b"")):
            headers = signed("s3", method, target, {"X-Amz-Content-SHA256": hashlib.sha256(body).hexdigest()}, body)
            status, _, text = raw(method, target, headers, body)
            self.assertTrue(400 <= status < 500, (target, status, text))
        self.refused("NotOffered", client("s3").get_bucket_acl, Bucket="shop")
