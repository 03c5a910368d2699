"""Where data points come from: what was put, and what running instances and quotas show by themselves."""

import hashlib
import math

from ..ec2 import placing
from ..ec2.states import name as state_of

BASIC, DETAILED = 300, 60  # seconds between an instance's points, by its monitoring
KEPT = 20_000  # points of one metric

# Metric of AWS/EC2: lowest and highest value of the made-up series, and its unit.
INSTANCE = {
    "CPUUtilization": (2.0, 60.0, "Percent"), "NetworkIn": (1e4, 5e6, "Bytes"), "NetworkOut": (1e4, 5e6, "Bytes"),
    "NetworkPacketsIn": (10.0, 5e3, "Count"), "NetworkPacketsOut": (10.0, 5e3, "Count"),
    "DiskReadOps": (0.0, 0.0, "Count"), "DiskWriteOps": (0.0, 0.0, "Count"), "DiskReadBytes": (0.0, 0.0, "Bytes"),
    "DiskWriteBytes": (0.0, 0.0, "Bytes"), "StatusCheckFailed": (0.0, 0.0, "Count"),
    "StatusCheckFailed_Instance": (0.0, 0.0, "Count"), "StatusCheckFailed_System": (0.0, 0.0, "Count"),
}
USAGE = {"Standard/OnDemand": placing.STANDARD, "G/OnDemand": placing.GRAPHICS}


def key(namespace, metric, dimensions):
    """What tells one metric from another."""
    return namespace, metric, tuple(sorted((one["Name"], one["Value"]) for one in dimensions or []))


def points(call, which, start, end):
    """Points between two instants as (second, count, sum, least, most), oldest first."""
    namespace, metric, dimensions = which
    put = call.table("metrics").get(which)
    if put is not None:
        return sorted(point[:5] for point in put["points"] if start <= point[0] < end)
    named = dict(dimensions)
    if namespace == "AWS/EC2" and metric in INSTANCE and set(named) == {"InstanceId"}:
        return _of_instance(call, named["InstanceId"], metric, start, end)
    if namespace == "AWS/Usage" and named.get("Class") in USAGE:
        used = float(placing.used_vcpus(call, USAGE[named["Class"]]))
        return [(moment, 1, used, used, used) for moment in _moments(start, min(end, call.now), BASIC, call.now - 3600)]
    return []


def _of_instance(call, identifier, metric, start, end):
    instance = call.table("instances").get(identifier)
    if instance is None or state_of(instance) == "pending":
        return []
    step = DETAILED if instance["Monitoring"]["State"] == "enabled" else BASIC
    low, high, _ = INSTANCE[metric]
    born = instance.get("_metrics_since", instance["LaunchTime"])
    found = []
    for moment in _moments(start, min(end, call.now), step, born):
        spread = hashlib.sha256(f"{identifier}{metric}{moment}".encode()).digest()[0] / 255
        level = low + (high - low) * spread
        found.append((moment, 1, level, level, level))
    return found


def _moments(start, end, step, born):
    first = max(math.floor(born / step), math.ceil(start / step)) * step
    return range(first, math.ceil(end), step) if end > first else ()


def known(call):
    """Every metric that ListMetrics shows, with when it last had a point."""
    rows = [(which, one["points"][-1][0]) for which, one in call.table("metrics").items()]
    for instance in call.table("instances").values():
        if state_of(instance) not in ("pending", "terminated"):
            rows += [(("AWS/EC2", metric, (("InstanceId", instance["InstanceId"]),)), call.now) for metric in INSTANCE]
    rows += [(("AWS/Usage", "ResourceCount", (("Class", one), ("Resource", "vCPU"), ("Service", "EC2"), ("Type", "Resource"))),
              call.now) for one in USAGE]
    return rows


def statistic(kind, members):
    """A statistic over points; None for one that is not offered."""
    count, total = sum(one[1] for one in members), sum(one[2] for one in members)
    plain = {"Average": total / count if count else 0.0, "Sum": total, "Minimum": min(one[3] for one in members),
             "Maximum": max(one[4] for one in members), "SampleCount": float(count)}
    if kind in plain:
        return float(plain[kind])
    if kind.startswith("p") and kind[1:].replace(".", "", 1).isdigit() and 0 <= float(kind[1:]) <= 100:
        ordered = sorted(one[2] / one[1] for one in members)
        return ordered[min(len(ordered) - 1, int(len(ordered) * float(kind[1:]) / 100))]
    return None


def by_period(members, period):
    """Points gathered into periods, by the period's start."""
    found = {}
    for one in members:
        found.setdefault(math.floor(one[0] / period) * period, []).append(one)
    return found
