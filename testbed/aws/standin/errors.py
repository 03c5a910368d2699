"""The one exception that ends a request, and the HTTP status of the error codes AWS publishes."""

# Codes that are not answered with 400. Sources: the EC2, EKS, ECR and CloudWatch API references ("Common errors"),
# and the services' models (their own faults carry httpStatusCode, which is looked up there first).
STATUS = {
    "AccessDenied": 403,
    "AuthFailure": 401,
    "DryRunOperation": 412,
    "EC2ThrottledException": 503,
    "ExpiredToken": 403,
    "InsufficientAddressCapacity": 500,
    "InsufficientCapacity": 500,
    "InsufficientHostCapacity": 500,
    "InsufficientInstanceCapacity": 500,
    "InsufficientReservedInstanceCapacity": 500,
    "InsufficientVolumeCapacity": 500,
    "InternalError": 500,
    "InternalFailure": 500,
    "InternalServerError": 500,
    "InvalidAccessKeyId": 403,
    "InvalidClientTokenId": 403,
    "MissingAuthenticationToken": 403,
    "OptInRequired": 403,
    "RequestLimitExceeded": 503,
    "RequestTimeTooSkewed": 403,
    "ServerException": 500,
    "ServiceUnavailable": 503,
    "SignatureDoesNotMatch": 403,
    "SlowDown": 503,
    "UnauthorizedOperation": 403,
    "Unavailable": 503,
}


class AwsError(Exception):
    """A refusal in AWS's words: code, message, HTTP status and extra reply headers."""

    def __init__(self, code, message, status=None, headers=None):
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status or STATUS.get(code, 400)
        self.headers = headers or {}


class Dropped(Exception):
    """The connection is closed without a reply, as a fault asked for."""
