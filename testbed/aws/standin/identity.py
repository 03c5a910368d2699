"""STS: who a caller is, and sessions of roles whose credentials then verify."""

from .access import ACCOUNT
from .errors import AwsError
from .registry import offers


@offers("sts", "GetCallerIdentity")
def get_caller_identity(call):
    """The account, the user and the ARN of the caller."""
    return {"Account": ACCOUNT, "Arn": call.key.arn, "UserId": call.key.user_id}


def _role(call):
    parts = call.get("RoleArn").split(":")
    if len(parts) != 6 or parts[2] != "iam" or not parts[5].startswith("role/"):
        raise AwsError("ValidationError", f"{call.get('RoleArn')} is invalid")
    role = parts[5].rpartition("/")[2]
    if parts[4] != ACCOUNT or role.startswith("forbidden"):
        who = call.key.arn if call.key else "Web identity"
        raise AwsError("AccessDenied", f"User: {who} is not authorized to perform: sts:{call.operation} on resource: "
                       f"{call.get('RoleArn')}")
    return role


def _session(call):
    role, session = _role(call), call.get("RoleSessionName")
    seconds = call.get("DurationSeconds", 3600)
    allows = "reads" if role.startswith("reader") else "all"
    key = call.world.keys.open_session(allows, role, session, call.now, seconds)
    return {"Credentials": {"AccessKeyId": key.access_key, "SecretAccessKey": key.secret, "SessionToken": key.token,
                            "Expiration": int(key.expires)},
            "AssumedRoleUser": {"AssumedRoleId": key.user_id, "Arn": key.arn}}


@offers("sts", "AssumeRole")
def assume_role(call):
    """A session of a role; roles `reader...` may only read, roles `forbidden...` may not be assumed."""
    return _session(call)


@offers("sts", "AssumeRoleWithWebIdentity")
def assume_role_with_web_identity(call):
    """A session for a web identity's token, which is three parts with dots; its signature is not checked."""
    if call.get("WebIdentityToken").count(".") != 2:
        raise AwsError("InvalidIdentityToken", "The ID Token provided is not a valid JWT.")
    answer = _session(call)
    return {**answer, "Provider": "https://stand-in.invalid", "Audience": "sts.amazonaws.com",
            "SubjectFromWebIdentityToken": "system:serviceaccount:default:stand-in"}
