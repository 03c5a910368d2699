"""Verifies Signature Version 4, in headers or in the query, with botocore's own signer."""

import calendar
import hashlib
import hmac
import re
import time
from urllib.parse import parse_qsl, unquote

import botocore.auth
import botocore.awsrequest
import botocore.credentials

from . import chunked
from .errors import AwsError

ALLOWED_SKEW = 300  # seconds; AWS's documentation: within five minutes of the request's time stamp
ALGORITHM = "AWS4-HMAC-SHA256"
EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()

# How each protocol family words a refusal: unknown key, wrong signature, clock off, token expired.
EC2 = ("AuthFailure", "AuthFailure", "RequestExpired", "RequestExpired")
QUERY = ("InvalidClientTokenId", "SignatureDoesNotMatch", "SignatureDoesNotMatch", "ExpiredToken")
JSON = ("UnrecognizedClientException", "InvalidSignatureException", "InvalidSignatureException", "ExpiredTokenException")
S3 = ("InvalidAccessKeyId", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "ExpiredToken")
WORDING = {"ec2": EC2, "query": QUERY, "json": JSON, "rest-json": JSON, "rest-xml": S3}
UNSIGNED = "UNSIGNED-PAYLOAD"


class Signed:
    """What a request says about its signature, before it is verified."""

    def __init__(self, access_key, date, region, service, names, signature, token, timestamp, expires):
        self.access_key = access_key
        self.date = date
        self.region = region
        self.service = service
        self.names = names
        self.signature = signature
        self.token = token
        self.timestamp = timestamp
        self.expires = expires


def read(request):
    """Reads the signature's parts; None for an unsigned request. Refuses what is incomplete."""
    header = request.headers.get("Authorization")
    if header is not None:
        return _read_header(request, header)
    query = dict(request.query)
    if "X-Amz-Signature" in query or "X-Amz-Algorithm" in query:
        return _read_query(query)
    return None


def _incomplete(message):
    return AwsError("IncompleteSignature", message)


def _read_header(request, header):
    scheme, _, rest = header.partition(" ")
    if scheme != ALGORITHM:
        raise _incomplete(f"Unsupported signing algorithm, use {ALGORITHM}.")
    parts = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    for name in ("Credential", "Signature", "SignedHeaders"):
        if not parts.get(name):
            raise _incomplete(f"Authorization header requires '{name}' parameter.")
    timestamp = request.headers.get("X-Amz-Date")
    if timestamp is None:
        raise _incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
    names = parts["SignedHeaders"].split(";")
    return _signed(parts["Credential"], names, parts["Signature"], request.headers.get("X-Amz-Security-Token"),
                   timestamp, None)


def _read_query(query):
    for name in ("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
                 "X-Amz-Signature"):
        if not query.get(name):
            raise _incomplete(f"The query requires '{name}'.")
    if query["X-Amz-Algorithm"] != ALGORITHM:
        raise _incomplete(f"Unsupported signing algorithm, use {ALGORITHM}.")
    if not query["X-Amz-Expires"].isdigit() or not 1 <= int(query["X-Amz-Expires"]) <= 604800:
        raise _incomplete("X-Amz-Expires must be between 1 and 604800 seconds.")
    return _signed(query["X-Amz-Credential"], query["X-Amz-SignedHeaders"].split(";"), query["X-Amz-Signature"],
                   query.get("X-Amz-Security-Token"), query["X-Amz-Date"], int(query["X-Amz-Expires"]))


def _signed(credential, names, signature, token, timestamp, expires):
    scope = credential.split("/")
    if len(scope) != 5 or scope[4] != "aws4_request":
        raise _incomplete(f"Credential must have five slash-separated elements and end in aws4_request, not '{credential}'.")
    if not re.fullmatch(r"\d{8}T\d{6}Z", timestamp) or not timestamp.startswith(scope[1]):
        raise _incomplete("The date in the credential scope does not match the ISO-8601 basic time stamp of the request.")
    return Signed(scope[0], scope[1], scope[2], scope[3], names, signature, token, timestamp, expires)


def verify(request, signed, service, keys, now):
    """Verifies a signature and returns its key; refuses in the words of the service's protocol."""
    unknown_key, wrong, off, expired = WORDING[service.protocols[0]]
    ec2 = service.protocols[0] == "ec2"
    not_valid = "AWS was not able to validate the provided access credentials"
    key = keys.get(signed.access_key)
    if key is None or (key.token or "") != (signed.token or ""):
        raise AwsError(unknown_key, not_valid if ec2 else "The security token included in the request is invalid.")
    if key.expires is not None and now >= key.expires:
        raise AwsError(expired, "The security token included in the request is expired")
    _check_clock(signed, off, now)
    _check_headers(request, signed, wrong)
    if not hmac.compare_digest(expected(request, signed, key), signed.signature):
        raise AwsError(wrong, not_valid if ec2 else "The request signature we calculated does not match the signature "
                       "you provided. Check your AWS Secret Access Key and signing method. Consult the service "
                       "documentation for details.")
    return key


def _check_clock(signed, code, now):
    then = calendar.timegm(time.strptime(signed.timestamp, "%Y%m%dT%H%M%SZ"))
    ago = now - then
    if signed.expires is None and abs(ago) <= ALLOWED_SKEW:
        return
    if signed.expires is not None and -ALLOWED_SKEW <= ago <= signed.expires:
        return
    server = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    if code == "RequestExpired":
        raise AwsError(code, "Request has expired.")
    if ago > 0:
        raise AwsError(code, f"Signature expired: {signed.timestamp} is now earlier than {server} - 5 min.")
    raise AwsError(code, f"Signature not yet current: {signed.timestamp} is still later than {server} + 5 min.")


def _check_headers(request, signed, wrong):
    if "host" not in signed.names:
        raise AwsError(wrong, "'Host' must be a 'SignedHeader' in the AWS Authorization.")
    for name in set(request.headers.keys()):
        low = name.lower()
        if low.startswith("x-amz-") and low not in signed.names:
            raise AwsError(wrong, f"The header '{low}' was sent and not signed.")
    for name in signed.names:
        if name not in request.headers:
            raise AwsError(wrong, f"The header '{name}' was signed and not sent.")
    stated = request.headers.get("X-Amz-Content-SHA256")
    if signed.service == "s3" and (signed.expires is not None or stated == UNSIGNED):
        return
    if signed.service == "s3" and stated is None:
        raise AwsError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
    if signed.service == "s3" and stated in (chunked.SIGNED, chunked.UNSIGNED):
        return
    if stated is not None and stated != hashlib.sha256(request.body).hexdigest():
        raise AwsError(wrong, "The value of x-amz-content-sha256 is not the SHA-256 of the body.")


class _Signer(botocore.auth.SigV4Auth):
    """botocore's signer, with S3's exceptions: paths as they are, and no body in a presigned request."""

    def __init__(self, credentials, signed):
        super().__init__(credentials, signed.service, signed.region)
        self._signed = signed

    def _normalize_url_path(self, path):
        return path if self._signed.service == "s3" else super()._normalize_url_path(path)

    def payload(self, request):
        presigned = self._signed.service == "s3" and self._signed.expires is not None
        return UNSIGNED if presigned else super().payload(request)


def expected(request, signed, key):
    """The signature that botocore's signer gives this request."""
    credentials = botocore.credentials.Credentials(signed.access_key, key.secret, signed.token)
    signer = _Signer(credentials, signed)
    query = [pair for pair in request.query if pair[0] != "X-Amz-Signature"]
    aws = botocore.awsrequest.AWSRequest(method=request.method, url=f"http://{request.host}{request.raw_path}")
    aws.params = query
    aws.data = request.body
    aws.context["timestamp"] = signed.timestamp
    for name in signed.names:
        for value in request.headers.get_all(name):
            aws.headers[name] = value
    return signer.signature(signer.string_to_sign(aws, signer.canonical_request(aws)), aws)


def unpack(request, signed, key):
    """Puts the bytes of a body in chunks in place of the chunks, each after a check of its signature."""
    stated = request.headers.get("X-Amz-Content-SHA256")
    if signed.service == "s3" and stated in (chunked.SIGNED, chunked.UNSIGNED):
        signer = _Signer(botocore.credentials.Credentials(signed.access_key, key.secret, signed.token), signed)
        context = botocore.awsrequest.AWSRequest()
        context.context["timestamp"] = signed.timestamp
        request.body = chunked.read(request.body, stated, signed, lambda text: signer.signature(text, context))


def decoded_query(raw):
    """The name and value pairs of a raw query, in their order, percent-decoded; a plus sign stays one."""
    pairs = (part.partition("=") for part in raw.split("&") if part)
    return [(unquote(name), unquote(value)) for name, _, value in pairs]


def decoded_form(body):
    """The name and value pairs of a form body; refuses what is not UTF-8."""
    try:
        return parse_qsl(body.decode("utf-8"), keep_blank_values=True, strict_parsing=bool(body), errors="strict",
                         max_num_fields=10_000)
    except ValueError as problem:
        raise AwsError("MalformedQueryString", "The form is not valid UTF-8 text of NAME=VALUE pairs.") from problem
