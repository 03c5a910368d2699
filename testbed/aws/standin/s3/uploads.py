"""Uploads in parts."""

import hashlib
import secrets

from ..errors import AwsError
from ..registry import offers
from .buckets import bucket
from .objects import LARGEST_STORE, keep

SMALLEST = 5 * 1024 * 1024  # bytes of every part but the last


def _upload(call):
    found = bucket(call)
    upload = found["_uploads"].get(call.get("UploadId"))
    if upload is None or upload["Key"] != call.get("Key"):
        raise AwsError("NoSuchUpload", "The specified multipart upload does not exist. The upload ID may be invalid, or the "
                       "upload may have been aborted or completed.", 404)
    return found, upload


@offers("s3", "CreateMultipartUpload")
def create_multipart_upload(call):
    """Begins an upload."""
    found, identifier = bucket(call), secrets.token_urlsafe(48)
    found["_uploads"][identifier] = {"UploadId": identifier, "Key": call.get("Key"), "Initiated": call.now, "_parts": {},
                                     "_described": call.values, "StorageClass": call.get("StorageClass", "STANDARD")}
    return {"Bucket": found["Name"], "Key": call.get("Key"), "UploadId": identifier}


@offers("s3", "UploadPart")
def upload_part(call):
    """Keeps a part, in place of one of the same number."""
    _, upload = _upload(call)
    number, body = call.get("PartNumber"), call.get("Body", b"")
    if not 1 <= number <= 10_000:
        raise AwsError("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive")
    if sum(part["Size"] for part in upload["_parts"].values()) + len(body) > LARGEST_STORE:
        raise AwsError("ServiceUnavailable", "The stand-in keeps at most 512 MiB.")
    etag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
    upload["_parts"][number] = {"PartNumber": number, "ETag": etag, "Size": len(body), "LastModified": int(call.now), "_body": body}
    return {"ETag": etag}


@offers("s3", "CompleteMultipartUpload")
def complete_multipart_upload(call):
    """Makes the object of the parts named, in their order."""
    found, upload = _upload(call)
    asked = call.get("MultipartUpload", {}).get("Parts", [])
    numbers = [part.get("PartNumber") for part in asked]
    if not asked:
        raise AwsError("MalformedXML", "The XML you provided was not well-formed or did not validate against our schema.")
    if numbers != sorted(set(numbers)):
        raise AwsError("InvalidPartOrder", "The list of parts was not in ascending order.")
    parts = [upload["_parts"].get(number) for number in numbers]
    for part, named in zip(parts, asked):
        if part is None or part["ETag"].strip('"') != named.get("ETag", "").strip('"'):
            raise AwsError("InvalidPart", "One or more of the specified parts could not be found.")
    if any(part["Size"] < SMALLEST for part in parts[:-1]):
        raise AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
    digests = b"".join(bytes.fromhex(part["ETag"].strip('"')) for part in parts)
    etag = f'"{hashlib.md5(digests, usedforsecurity=False).hexdigest()}-{len(parts)}"'
    keep(call, found, upload["Key"], b"".join(part["_body"] for part in parts), upload["_described"], etag)
    del found["_uploads"][upload["UploadId"]]
    return {"Bucket": found["Name"], "Key": upload["Key"], "ETag": etag, "Location": f"/{found['Name']}/{upload['Key']}"}


@offers("s3", "AbortMultipartUpload")
def abort_multipart_upload(call):
    """Ends an upload and forgets its parts."""
    found, upload = _upload(call)
    del found["_uploads"][upload["UploadId"]]
    return {"_status": 204}


@offers("s3", "ListParts")
def list_parts(call):
    """The parts that an upload has so far."""
    found, upload = _upload(call)
    most, after = min(call.get("MaxParts", 1000), 1000), int(call.get("PartNumberMarker", 0))
    rows = [part for number, part in sorted(upload["_parts"].items()) if number > after]
    return {"Bucket": found["Name"], "Key": upload["Key"], "UploadId": upload["UploadId"], "Parts": rows[:most],
            "IsTruncated": len(rows) > most, "MaxParts": most}


@offers("s3", "ListMultipartUploads")
def list_multipart_uploads(call):
    """The uploads that are neither complete nor aborted."""
    found = bucket(call)
    rows = [one for one in found["_uploads"].values() if one["Key"].startswith(call.get("Prefix", ""))]
    return {"Bucket": found["Name"], "Uploads": sorted(rows, key=lambda one: one["Key"]), "IsTruncated": False}
