"""Buckets, which are of one name over all regions, and the listing of their objects."""

import re
from urllib.parse import quote

from .. import paging
from ..errors import AwsError
from ..registry import offers

OWNER = {"ID": "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a", "DisplayName": "owner"}


def all_buckets(call):
    """The buckets of every region, by name."""
    return {name: one for region in call.world.regions.values() for name, one in region.tables["buckets"].items()}


def bucket(call):
    """The bucket that a request names."""
    found = all_buckets(call).get(call.get("Bucket"))
    if found is None:
        raise AwsError("NoSuchBucket", "The specified bucket does not exist", 404)
    if found["_region"] != call.region.name:
        raise AwsError("AuthorizationHeaderMalformed", f"The authorization header is malformed; the region '{call.region.name}' is "
                       f"wrong; expecting '{found['_region']}'", 400, {"x-amz-bucket-region": found["_region"]})
    return found


@offers("s3", "CreateBucket")
def create_bucket(call):
    """Creates a bucket in the region of the request."""
    name = call.get("Bucket")
    wanted = call.get("CreateBucketConfiguration", {}).get("LocationConstraint", "us-east-1")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name) or ".." in name:
        raise AwsError("InvalidBucketName", "The specified bucket is not valid.")
    if wanted != call.region.name:
        raise AwsError("IllegalLocationConstraintException", f"The {wanted} location constraint is incompatible for the region "
                       "specific endpoint this request was sent to.")
    if name in all_buckets(call) and not (call.region.name == "us-east-1" and name in call.table("buckets")):
        raise AwsError("BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already "
                       "own it.", 409)
    call.table("buckets").setdefault(name, {"Name": name, "CreationDate": call.now, "_region": call.region.name,
                                            "_objects": {}, "_uploads": {}})
    return {"Location": f"/{name}"}


@offers("s3", "DeleteBucket")
def delete_bucket(call):
    """Deletes an empty bucket."""
    found = bucket(call)
    if found["_objects"]:
        raise AwsError("BucketNotEmpty", "The bucket you tried to delete is not empty", 409)
    del call.table("buckets")[found["Name"]]
    return {"_status": 204}


@offers("s3", "HeadBucket")
def head_bucket(call):
    """Whether a bucket is there."""
    bucket(call)
    return {}


@offers("s3", "ListBuckets")
def list_buckets(call):
    """Every bucket of the account."""
    return {"Buckets": [one for _, one in sorted(all_buckets(call).items())], "Owner": OWNER}


def _shown(call, found, after):
    """Objects and common prefixes after a name, at most MaxKeys; the last name shown and whether more follow."""
    prefix, delimiter, most = call.get("Prefix", ""), call.get("Delimiter"), min(call.get("MaxKeys", 1000), 1000)
    if call.settings().page_limit:
        most = min(most, int(call.settings().page_limit))
    objects, prefixes, last = [], [], after
    for key in sorted(name for name in found["_objects"] if name.startswith(prefix)):
        cut = key.find(delimiter, len(prefix)) if delimiter else -1
        group = key[:cut + len(delimiter)] if cut >= 0 else None
        if (group or key) <= after or group in prefixes:
            continue
        if len(objects) + len(prefixes) >= most:
            return objects, prefixes, last, True
        if group:
            prefixes.append(group)
        else:
            one = found["_objects"][key]
            objects.append({name: one[name] for name in ("Key", "Size", "ETag", "LastModified", "StorageClass")})
        last = group or key
    return objects, prefixes, last, False


def _encoded(call, answer):
    """The names of a listing in percent form where the request asks for that."""
    if call.get("EncodingType") != "url":
        return answer
    for name in ("Prefix", "Delimiter", "Marker", "NextMarker", "StartAfter"):
        if answer.get(name):
            answer[name] = quote(answer[name])
    answer["Contents"] = [{**one, "Key": quote(one["Key"])} for one in answer["Contents"]]
    answer["CommonPrefixes"] = [{"Prefix": quote(one["Prefix"])} for one in answer["CommonPrefixes"]]
    return {**answer, "EncodingType": "url"}


@offers("s3", "ListObjectsV2")
def list_objects_v2(call):
    """A page of objects, with a token for the next."""
    found, token = bucket(call), call.get("ContinuationToken")
    after = paging.read_name(token, "InvalidArgument") if token is not None else call.get("StartAfter", "")
    objects, prefixes, last, more = _shown(call, found, after)
    return _encoded(call, {
        "Name": found["Name"], "Prefix": call.get("Prefix", ""), "Delimiter": call.get("Delimiter"), "Contents": objects,
        "MaxKeys": call.get("MaxKeys", 1000), "KeyCount": len(objects) + len(prefixes), "IsTruncated": more,
        "CommonPrefixes": [{"Prefix": one} for one in prefixes], "ContinuationToken": token,
        "NextContinuationToken": paging.write_name(last) if more else None})


@offers("s3", "ListObjects")
def list_objects(call):
    """A page of objects, with a marker for the next."""
    found = bucket(call)
    objects, prefixes, last, more = _shown(call, found, call.get("Marker", ""))
    return _encoded(call, {
        "Name": found["Name"], "Prefix": call.get("Prefix", ""), "Delimiter": call.get("Delimiter"), "Contents": objects,
        "MaxKeys": call.get("MaxKeys", 1000), "IsTruncated": more, "Marker": call.get("Marker", ""),
        "NextMarker": last if more else None, "CommonPrefixes": [{"Prefix": one} for one in prefixes]})
