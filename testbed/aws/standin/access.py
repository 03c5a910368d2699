"""Who may call: access keys, their secrets and session tokens, and what each key is allowed."""

import secrets

from .errors import AwsError

ACCOUNT = "111122223333"  # an account number that AWS's own documentation uses
READS = ("Describe", "List", "Get", "BatchGet", "Head")


class Key:
    """An access key: its secret, its session token and end if temporary, and its permissions."""

    def __init__(self, access_key, allows, arn, user_id, secret=None, token=None, expires=None):
        self.access_key = access_key
        self.secret = secret or secrets.token_urlsafe(30)
        self.token = token
        self.expires = expires
        self.allows = allows
        self.arn = arn
        self.user_id = user_id

    def may(self, operation):
        """Whether this key may call an operation; everyone may ask who they are."""
        if operation == "GetCallerIdentity" or self.allows == "all":
            return True
        return self.allows == "reads" and operation.startswith(READS)


class Keys:
    """All keys of the stand-in: an owner, a reader and one that may do nothing, and the sessions they opened."""

    SESSIONS = 1_000

    def __init__(self):
        self._keys = {}
        self._sessions = []
        for name, allows in (("OWNER", "all"), ("READER", "reads"), ("DENIED", "nothing")):
            user = name.lower()
            self._add(Key(f"AKIASTANDIN{name:X<9}", allows, f"arn:aws:iam::{ACCOUNT}:user/{user}", f"AIDASTANDIN{name:X<9}"))

    def _add(self, key):
        self._keys[key.access_key] = key
        return key

    def get(self, access_key):
        """The key of an id, or None."""
        return self._keys.get(access_key)

    def named(self, name):
        """One of the three long-lived keys, by `owner`, `reader` or `denied`."""
        return self._keys[f"AKIASTANDIN{name.upper():X<9}"]

    def open_session(self, allows, role, session, now, seconds):
        """Temporary credentials of a role's session; the oldest session is forgotten beyond the bound."""
        access_key = "ASIA" + secrets.token_hex(8).upper()
        arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{session}"
        key = Key(access_key, allows, arn, f"AROASTANDIN{role[:9].upper():X<9}:{session}",
                  token=secrets.token_urlsafe(120), expires=now + seconds)
        self._sessions.append(access_key)
        if len(self._sessions) > self.SESSIONS:
            self._keys.pop(self._sessions.pop(0), None)
        return self._add(key)


def refuse(service, key, operation):
    """Refuses an operation that the key may not call, in the words of the service."""
    text = f"{key.arn} is not authorized to perform: {service.signing_name}:{operation}"
    if service.protocols[0] == "ec2":
        raise AwsError("UnauthorizedOperation", f"You are not authorized to perform this operation. User: {text}")
    if service.protocols[0] in ("query", "rest-xml"):
        raise AwsError("AccessDenied", f"User: {text}")
    status = 403 if service.protocols[0] == "rest-json" else 400
    raise AwsError("AccessDeniedException", f"User: {text}", status)
