"""Faults that a test asked for: which calls they meet, and what happens to those calls."""

import threading
import time

from .errors import AwsError

EFFECTS = ("drop_request", "drop_reply", "truncate", "slow", "empty_page", "die_pending")
FIELDS = {"operation", "service", "region", "match", "times", "after", "error", "status", "message", "commit", "effect",
          "seconds", "bytes", "reason", "headers", "throttle"}
MAX_RULES = 1_000
MAX_DELAY = 60.0

# The published texts of codes that tests inject most; others say that they were injected.
MESSAGES = {
    "InsufficientInstanceCapacity": "We currently do not have sufficient capacity in the Availability Zone you requested. "
                                    "Our system will be working on provisioning additional capacity.",
    "InstanceLimitExceeded": "Your quota allows for 0 more running instance(s). You requested at least 1",
    "InternalError": "An internal error has occurred",
    "RequestLimitExceeded": "Request limit exceeded.",
    "ThrottlingException": "Rate exceeded",
    "Throttling": "Rate exceeded",
    "UnauthorizedOperation": "You are not authorized to perform this operation.",
    "Unavailable": "The service is unavailable. Please try again shortly.",
    "Unsupported": "Your requested instance type is not supported in your requested Availability Zone.",
    "VcpuLimitExceeded": "You have requested more vCPU capacity than your current vCPU limit allows for the instance "
                         "bucket that the specified instance type belongs to.",
}


class BadFault(Exception):
    """The control endpoint was asked for a fault that does not exist."""


class Fault:
    """One rule: what it meets, how often, and what it does."""

    def __init__(self, rule):
        unknown = set(rule) - FIELDS
        if unknown:
            raise BadFault(f"unknown fields: {', '.join(sorted(unknown))}; known: {', '.join(sorted(FIELDS))}")
        self.rule = rule
        self.operation = rule.get("operation", "*")
        self.times = rule.get("times", -1 if "throttle" in rule else 1)
        self.skip = rule.get("after", 0)
        self.effect = rule.get("effect")
        if self.effect is not None and self.effect not in EFFECTS:
            raise BadFault(f"unknown effect {self.effect}; known: {', '.join(EFFECTS)}")
        if not ("error" in rule or self.effect or "throttle" in rule):
            raise BadFault("a fault has an error, an effect or a throttle")
        if not 0 <= rule.get("seconds", 0) <= MAX_DELAY:
            raise BadFault(f"seconds must be between 0 and {MAX_DELAY:g}")
        throttle = rule.get("throttle", {})
        self._rate = float(throttle.get("rate", 1))
        self._burst = float(throttle.get("burst", 1))
        self._tokens = self._burst
        self._then = time.monotonic()

    def meets(self, service, region, operation, values):
        """Whether this rule is about the call."""
        if self.operation not in ("*", operation) or self.rule.get("service", service) != service:
            return False
        if self.rule.get("region", region) != region:
            return False
        return all(str(wanted) in _at(values, path.split(".")) for path, wanted in self.rule.get("match", {}).items())

    def allowed_by_throttle(self):
        """Takes a token of the bucket; true when there was one."""
        now = time.monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._then) * self._rate)
        self._then = now
        if self._tokens >= 1:
            self._tokens -= 1
            return True
        return False

    def refusal(self, service, status):
        """The error of this rule, with the published status unless the rule has its own."""
        throttled = "RequestLimitExceeded" if service.protocols[0] == "ec2" else "ThrottlingException"
        code = self.rule.get("error", throttled)
        message = self.rule.get("message", MESSAGES.get(code, f"{code}, as a test asked for."))
        return AwsError(code, message, self.rule.get("status", status(code)), self.rule.get("headers"))


def _at(value, path):
    """Every text that stands at a dotted path; lists are looked through."""
    if isinstance(value, list):
        return [text for item in value for text in _at(item, path)]
    if not path:
        return [str(value)]
    return _at(value[path[0]], path[1:]) if isinstance(value, dict) and path[0] in value else []


class Faults:
    """The rules in force, oldest first."""

    def __init__(self):
        self._lock = threading.Lock()
        self._rules = []

    def add(self, rule):
        """Adds a rule."""
        fault = Fault(rule)
        with self._lock:
            if len(self._rules) >= MAX_RULES:
                raise BadFault(f"at most {MAX_RULES} rules")
            self._rules.append(fault)

    def clear(self):
        """Removes every rule."""
        with self._lock:
            self._rules.clear()

    def listed(self):
        """The rules in force, with what is left of each."""
        with self._lock:
            return [{**fault.rule, "times": fault.times, "after": fault.skip} for fault in self._rules]

    def take(self, service, region, operation, values):
        """The first rule that meets a call, counted down; None when there is none."""
        with self._lock:
            for fault in self._rules:
                if not fault.meets(service, region, operation, values):
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                if "throttle" in fault.rule and fault.allowed_by_throttle():
                    continue
                if fault.times > 0:
                    fault.times -= 1
                    if fault.times == 0:
                        self._rules.remove(fault)
                return fault
        return None
