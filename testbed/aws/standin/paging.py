"""Pages of a listing: opaque tokens that hold their place while items come and go."""

import base64
import binascii
import hashlib
import json

from .errors import AwsError

# The published code for a token that is not one, by operation family.
BAD_TOKEN = {"ec2": "InvalidNextToken", "cloudwatch": "InvalidNextToken", "ecr": "InvalidParameterException",
             "eks": "InvalidParameterException", "pricing": "InvalidNextTokenException",
             "ce": "InvalidNextTokenException", "service-quotas": "InvalidPaginationTokenException"}


def page(call, service, items, size, size_name="MaxResults", token_name="NextToken"):
    """The items of the page asked for, and the token of the next page or None.

    Items with a number of their own (`_seq`) keep the place although others were deleted; others count by position.
    """
    digest = _digest(call, size_name, token_name)
    token = call.get(token_name)
    place = -1 if token is None else _place(service, token, digest)
    if call.settings().page_limit:
        size = min(size, int(call.settings().page_limit))
    left = [(item.get("_seq", n) if isinstance(item, dict) else n, item) for n, item in enumerate(items)]
    left = [pair for pair in left if pair[0] > place]
    if call.fault is not None and call.fault.effect == "empty_page" and left:
        return [], _token(call, place, digest)
    if len(left) <= size:
        return [item for _, item in left], None
    return [item for _, item in left[:size]], _token(call, left[size - 1][0], digest)


def _digest(call, size_name, token_name):
    asked = {key: value for key, value in call.values.items() if key not in (size_name, token_name)}
    return hashlib.sha256(f"{call.operation}{json.dumps(asked, sort_keys=True, default=str)}".encode()).hexdigest()[:16]


def _token(call, place, digest):
    return base64.urlsafe_b64encode(json.dumps([call.region.name, place, digest]).encode()).decode()


def _place(service, token, digest):
    try:
        _, place, made_for = json.loads(base64.urlsafe_b64decode(token.encode()))
        if made_for == digest:
            return place
    except (ValueError, TypeError, binascii.Error):
        pass  # refused below, like a token of another request
    raise AwsError(BAD_TOKEN[service], "The specified NextToken is not valid.")


def write_name(name):
    """A token that holds the name of the last item shown."""
    return base64.urlsafe_b64encode(name.encode()).decode()


def read_name(token, code):
    """The name in such a token; refused with the code if it is none."""
    try:
        return base64.b64decode(token.encode(), b"-_", validate=True).decode()
    except (ValueError, binascii.Error) as problem:
        raise AwsError(code, "The continuation token provided is incorrect") from problem
