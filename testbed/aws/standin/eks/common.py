"""What clusters and node groups share: look-up, tokens, updates, versions."""

import base64
import uuid

from .. import paging
from ..access import ACCOUNT
from ..errors import AwsError

VERSIONS = ("1.29", "1.30", "1.31", "1.32", "1.33", "1.34")
DEFAULT_VERSION = "1.33"

# The certificate of a made-up authority. Its private key was thrown away; nothing is signed by it.
AUTHORITY = base64.b64encode(b"""-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUTHygoCVX/UutTRaADxzghdRIlP0wCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKa3ViZXJuZXRlczAeFw0yNjExMjExNTMyMDBaFw00NjExMTYx
NTMyMDBaMBUxEzARBgNVBAMMCmt1YmVybmV0ZXMwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATwrETN9gYueFqqaprCDgLUdqRFogLjTPdurnHO6jm9Hzol/FP8AH4f
spPa6awknk33CIT29Nv5a41hFYFlMwGwo1MwUTAdBgNVHQ4EFgQU+3vCIKBT/CLg
d9jCd57kzyyu5MowHwYDVR0jBBgwFoAU+3vCIKBT/CLgd9jCd57kzyyu5MowDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBEmIsgjzs2yfqvtHsVgDDC
VTzX30gWWNLp5jxhbEryAAIhAPuIrECwnUpGKaMEvJDlCePkxtdL4ys7sPamWBYK
TDEu
-----END CERTIFICATE-----
""").decode()


def cluster(call, name):
    """A cluster by name."""
    found = call.table("clusters").get(name)
    if found is None:
        raise AwsError("ResourceNotFoundException", f"No cluster found for name: {name}.", 404)
    return found


def active(call, name):
    """A cluster that is ready for changes."""
    found = cluster(call, name)
    if found["status"] != "ACTIVE":
        raise AwsError("InvalidRequestException", f"Cluster '{name}' is not in ACTIVE status", 400)
    return found


def busy(what):
    """The refusal of a change while another one is under way."""
    return AwsError("ResourceInUseException", what, 409)


def invalid(message):
    """The refusal of a parameter."""
    return AwsError("InvalidParameterException", message, 400)


def arn(call, path):
    """The ARN of a resource of this region."""
    return f"arn:aws:eks:{call.region.name}:{ACCOUNT}:{path}"


def repeated(call, existing):
    """Whether a creation is the same request again, by its token."""
    token = call.get("clientRequestToken")
    return existing is not None and token is not None and existing["_asked"] == call.values


def version(text):
    """A supported version, the default for none."""
    if text is None:
        return DEFAULT_VERSION
    if text not in VERSIONS:
        raise invalid(f"unsupported Kubernetes version {text}")
    return text


def page(call, names):
    """A page of names."""
    return paging.page(call, "eks", sorted(names), call.get("maxResults", 100), "maxResults", "nextToken")


def update(call, owner, kind, parameters, done):
    """Begins an update of a cluster or node group; `done` runs when it succeeds."""
    identifier = str(uuid.uuid4())
    entry = {"id": identifier, "status": "InProgress", "type": kind, "createdAt": call.now, "errors": [],
             "params": [{"type": name, "value": str(value)} for name, value in parameters.items()]}
    owner["_updates"][identifier] = entry
    owner["status"] = "UPDATING"

    def finish(moment):
        if owner["status"] == "UPDATING":
            owner["status"] = "ACTIVE"
            done()
            entry["status"] = "Successful"
        else:
            entry["status"] = "Cancelled"
    call.after(call.settings().cluster_transition, finish)
    return {"update": dict(entry)}
