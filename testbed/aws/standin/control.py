"""The control endpoint, by which tests ask for faults, tune times and limits, and read what was called."""

import base64
import json
import urllib.parse

from . import signing
from .errors import AwsError
from .faults import BadFault
from .requests import Reply, Request

TUNABLE = ("transition", "cluster_transition", "retain", "lag", "clock_offset", "page_limit")
LONGEST = 400 * 86_400  # seconds that time can be put ahead at once


class Control:
    """Answers requests for /_control and what is below it."""

    def __init__(self, world, services):
        self._world = world
        self._services = services
        self._actions = {}

    def signing_now(self):
        """The clock that signatures are held against."""
        return self._world.signing_now()

    def action(self, name, run):
        """Adds a named action: POST /_control/NAME with a JSON object."""
        self._actions[name] = run

    def handle(self, request):
        """The reply to a control request."""
        host = urllib.parse.urlsplit(f"//{request.host}").hostname
        if host not in ("127.0.0.1", "localhost", "::1"):
            return _json(403, {"error": "control is for loopback only"})
        try:
            name = request.raw_path.removeprefix("/_control").strip("/")
            if request.method == "GET":
                return _json(200, self._read(name))
            if request.method == "DELETE" and not name:
                self._world.faults.clear()
                return _json(200, {})
            if request.method != "POST":
                return _json(405, {"error": "GET, POST or DELETE"})
            asked = json.loads(request.body or b"{}")
            for one in asked if isinstance(asked, list) else [asked]:
                answer = self._change(name, one)
            return _json(200, answer)
        except (BadFault, ValueError, TypeError, AttributeError, KeyError) as problem:
            return _json(400, {"error": f"{type(problem).__name__}: {problem}"})
        except AwsError as problem:
            return _json(400, {"error": problem.message, "code": problem.code})

    def _read(self, name):
        world = self._world
        if name == "calls":
            return {"calls": list(world.calls)}
        if name == "offered":
            return {service.name: sorted(service.handlers) for service in self._services.values()}
        if name:
            raise KeyError(f"{name}; known: calls, offered")
        with world.lock:
            counts = {region.name: {kind: len(table) for kind, table in region.tables.items() if table}
                      for region in world.regions.values()}
            tuned = {setting: getattr(world.settings, setting) for setting in TUNABLE}
            return {"faults": world.faults.listed(), "settings": tuned, "limits": world.limits, "resources": counts}

    def _change(self, name, asked):
        if name == "":
            self._world.faults.add(asked)
            return {"faults": self._world.faults.listed()}
        if name == "reset":
            self._world.reset()
            return {}
        if name == "settings":
            return self._tune(asked)
        if name == "limits":
            with self._world.lock:
                self._world.limits.update({str(code): float(value) for code, value in asked.items()})
            return {"limits": self._world.limits}
        if name == "advance":
            return self._advance(float(asked["seconds"]))
        if name == "verify":
            if "token" in asked:
                return self._verify(_url_of(asked["token"]), {"x-k8s-aws-id": asked["cluster"]})
            return self._verify(asked["url"], asked.get("headers", {}))
        if name in self._actions:
            with self._world.lock:
                return self._actions[name](self._world, asked) or {}
        known = sorted(["reset", "settings", "limits", "advance", "verify", *self._actions])
        raise KeyError(f"{name}; known: {', '.join(known)}")

    def _advance(self, seconds):
        """Lets time pass for resources, not for signatures."""
        if not 0 <= seconds <= LONGEST:
            raise ValueError(f"seconds must be between 0 and {LONGEST}")
        with self._world.lock:
            self._world.ahead += seconds
            for region in self._world.regions.values():
                region.settle(self._world.now())
        return {"ahead": self._world.ahead}

    def _tune(self, asked):
        for setting, value in asked.items():
            if setting not in TUNABLE:
                raise ValueError(f"unknown setting {setting}; known: {', '.join(TUNABLE)}")
            value = None if value is None else float(value)
            if setting != "clock_offset" and value is not None and not 0 <= value <= 3600:
                raise ValueError(f"{setting} must be between 0 and 3600 seconds")
            setattr(self._world.settings, setting, value)
        return {setting: getattr(self._world.settings, setting) for setting in TUNABLE}

    def _verify(self, url, headers):
        """Verifies a presigned URL that was made for any host, such as the one in a token for a cluster."""
        parts = urllib.parse.urlsplit(url)
        target = f"{parts.path or '/'}?{parts.query}"
        request = Request("GET", target, _Headers({"Host": parts.netloc, **headers}), b"")
        signed = signing.read(request)
        if signed is None or signed.service not in self._services:
            raise ValueError("the URL is not signed for a service of the stand-in")
        key = signing.verify(request, signed, self._services[signed.service], self._world.keys, self._world.signing_now())
        return {"arn": key.arn, "service": signed.service, "region": signed.region, "signedHeaders": signed.names,
                "expires": signed.expires, "host": parts.netloc}


def _url_of(token):
    """The presigned URL inside a token for a cluster."""
    prefix, _, text = token.partition(".")
    if prefix != "k8s-aws-v1" or "=" in text:
        raise ValueError("a token is k8s-aws-v1. and unpadded URL-safe base64")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()


class _Headers(dict):
    """Headers without regard to case, as the server's own."""

    def __init__(self, headers):
        super().__init__({name.lower(): value for name, value in headers.items()})

    def get(self, name, default=None):
        return super().get(name.lower(), default)

    def get_all(self, name):
        return [self[name.lower()]]

    def __contains__(self, name):
        return super().__contains__(name.lower())


def _json(status, tree):
    return Reply(status, "application/json", json.dumps(tree).encode())
