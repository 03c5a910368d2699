"""Objects: put, get with ranges and conditions, head, copy, delete."""

import base64
import hashlib
import re
from urllib.parse import unquote

from ..errors import AwsError
from ..registry import offers
from .buckets import all_buckets, bucket

LARGEST_STORE = 512 * 1024 * 1024  # bytes of all objects together
DESCRIBED = ("ContentType", "ContentEncoding", "ContentDisposition", "ContentLanguage", "CacheControl", "Metadata")


def keep(call, found, key, body, described, etag=None):
    """Keeps an object under a key."""
    held = sum(len(one["_body"]) for each in all_buckets(call).values() for one in each["_objects"].values())
    if held + len(body) > LARGEST_STORE:
        raise AwsError("ServiceUnavailable", "The stand-in keeps at most 512 MiB.")
    etag = etag or f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
    one = {"Key": key, "Size": len(body), "ETag": etag, "LastModified": int(call.now), "_body": body,
           "StorageClass": described.get("StorageClass", "STANDARD"),
           "_described": {name: described[name] for name in DESCRIBED if name in described}}
    found["_objects"][key] = one
    return one


def stored(call, found, key):
    """An object by key."""
    if key not in found["_objects"]:
        raise AwsError("NoSuchKey", "The specified key does not exist.", 404)
    return found["_objects"][key]


@offers("s3", "PutObject")
def put_object(call):
    """Keeps an object whole."""
    found, body = bucket(call), call.get("Body", b"")
    md5 = call.get("ContentMD5")
    if md5 is not None and md5 != base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode():
        raise AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.")
    return {"ETag": keep(call, found, call.get("Key"), body, call.values)["ETag"]}


def _facts(one):
    return {"ETag": one["ETag"], "LastModified": one["LastModified"], "AcceptRanges": "bytes",
            "ContentType": "binary/octet-stream", **one["_described"],
            "StorageClass": one["StorageClass"] if one["StorageClass"] != "STANDARD" else None}


def _conditions(call, one):
    if call.get("IfMatch") not in (None, one["ETag"], one["ETag"].strip('"')):
        raise AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
    if call.get("IfNoneMatch") in (one["ETag"], one["ETag"].strip('"')):
        raise AwsError("304", "Not Modified", 304)


@offers("s3", "GetObject")
def get_object(call):
    """An object, whole or a range of its bytes."""
    one = stored(call, bucket(call), call.get("Key"))
    _conditions(call, one)
    asked = re.fullmatch(r"bytes=(\d*)-(\d*)", call.get("Range", ""))
    if asked is None or asked[1] == asked[2] == "":
        return {**_facts(one), "Body": one["_body"], "ContentLength": one["Size"]}
    if asked[1]:
        first, last = int(asked[1]), min(int(asked[2] or one["Size"]), one["Size"] - 1)
    else:
        first, last = max(one["Size"] - int(asked[2]), 0), one["Size"] - 1
    if first > last:
        raise AwsError("InvalidRange", "The requested range is not satisfiable", 416)
    return {**_facts(one), "Body": one["_body"][first:last + 1], "ContentLength": last + 1 - first, "_status": 206,
            "ContentRange": f"bytes {first}-{last}/{one['Size']}"}


@offers("s3", "HeadObject")
def head_object(call):
    """What is known of an object, without its bytes."""
    one = stored(call, bucket(call), call.get("Key"))
    _conditions(call, one)
    return {**_facts(one), "ContentLength": one["Size"]}


@offers("s3", "CopyObject")
def copy_object(call):
    """Copies an object, with its description or a new one."""
    found = bucket(call)
    source, _, key = unquote(call.get("CopySource")).lstrip("/").partition("/")
    other = all_buckets(call).get(source)
    if other is None:
        raise AwsError("NoSuchBucket", "The specified bucket does not exist", 404)
    one = stored(call, other, key)
    replaced = call.get("MetadataDirective") == "REPLACE"
    if other is found and key == call.get("Key") and not replaced and not call.get("StorageClass"):
        raise AwsError("InvalidRequest", "This copy request is illegal because it is trying to copy an object to itself without "
                       "changing the object's metadata, storage class, website redirect location or encryption attributes.")
    described = dict(call.values if replaced else one["_described"])
    described["StorageClass"] = call.get("StorageClass", "STANDARD")
    made = keep(call, found, call.get("Key"), one["_body"], described, one["ETag"])
    return {"CopyObjectResult": {"ETag": made["ETag"], "LastModified": made["LastModified"]}}


@offers("s3", "DeleteObject")
def delete_object(call):
    """Deletes an object; one that is not there is no error."""
    bucket(call)["_objects"].pop(call.get("Key"), None)
    return {"_status": 204}


@offers("s3", "DeleteObjects")
def delete_objects(call):
    """Deletes up to a thousand objects."""
    found, asked = bucket(call), call.get("Delete")
    if len(asked["Objects"]) > 1000:
        raise AwsError("MalformedXML", "At most 1000 objects can be deleted at once.")
    for one in asked["Objects"]:
        found["_objects"].pop(one["Key"], None)
    return {"Deleted": [] if asked.get("Quiet") else [{"Key": one["Key"]} for one in asked["Objects"]]}
