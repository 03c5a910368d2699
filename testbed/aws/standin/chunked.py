"""Bodies in signed chunks (aws-chunked), as S3 takes them."""

import hashlib
import hmac

from .errors import AwsError

EMPTY = hashlib.sha256(b"").hexdigest()
SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
UNSIGNED = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"


def read(body, stated, signed, sign):
    """The bytes of all chunks; `sign` gives the signature of a text. Refuses a chunk whose signature is another one."""
    scope = f"{signed.date}/{signed.region}/{signed.service}/aws4_request"
    before, parts, place = signed.signature, [], 0
    while True:
        end = body.find(b"\r\n", place)
        head = body[place:end].decode("latin-1").partition(";")
        if end < 0 or not head[0] or any(letter not in "0123456789abcdefABCDEF" for letter in head[0]):
            raise AwsError("IncompleteBody", "The request body terminated unexpectedly")
        size = int(head[0], 16)
        chunk = body[end + 2:end + 2 + size]
        if len(chunk) != size:
            raise AwsError("IncompleteBody", "The request body terminated unexpectedly")
        if stated == SIGNED:
            text = "\n".join(("AWS4-HMAC-SHA256-PAYLOAD", signed.timestamp, scope, before, EMPTY,
                              hashlib.sha256(chunk).hexdigest()))
            before = sign(text)
            if not hmac.compare_digest(before, head[2].partition("=")[2]):
                raise AwsError("SignatureDoesNotMatch", "The signature of a chunk is not the one calculated.")
        if size == 0:
            return b"".join(parts)
        parts.append(chunk)
        place = end + 2 + size + 2
