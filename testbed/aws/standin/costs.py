"""Cost Explorer: GetCostAndUsage over a ledger that is the same at every start."""

import datetime
import hashlib
from decimal import Decimal

from . import paging
from .access import ACCOUNT
from .errors import AwsError
from .registry import offers

PERIODS_PER_PAGE = 10
OLDEST = datetime.timedelta(days=425)  # about fourteen months
METRICS = {"AmortizedCost", "BlendedCost", "NetAmortizedCost", "NetUnblendedCost", "UnblendedCost", "UsageQuantity",
           "NormalizedUsageAmount"}
QUANTITIES = {"UsageQuantity", "NormalizedUsageAmount"}

# Service, region, usage type, instance type, tag `team`, USD a day, quantity a day, its unit.
LINES = (
    ("Amazon Elastic Compute Cloud - Compute", "us-east-1", "BoxUsage:m5.large", "m5.large", "shop", "4.608", "48", "Hrs"),
    ("Amazon Elastic Compute Cloud - Compute", "eu-west-1", "EU-BoxUsage:t3.micro", "t3.micro", "", "0.2736", "24", "Hrs"),
    ("EC2 - Other", "us-east-1", "EBS:VolumeUsage.gp3", "NoInstanceType", "shop", "0.2667", "3.3333", "GB-Mo"),
    ("Amazon Elastic Container Service for Kubernetes", "us-east-1", "USE1-AmazonEKS-Hours:perCluster", "NoInstanceType",
     "platform", "2.4", "24", "Hrs"),
    ("Amazon EC2 Container Registry (ECR)", "us-east-1", "TimedStorage-ByteHrs", "NoInstanceType", "platform", "0.0321",
     "0.321", "GB-Mo"),
    ("Tax", "NoRegion", "", "NoInstanceType", "", "0", "0", "N/A"),
)
FIELDS = {"SERVICE": 0, "REGION": 1, "USAGE_TYPE": 2, "INSTANCE_TYPE": 3}


class Row:
    """What one line cost on one day."""

    def __init__(self, day, line):
        self.line = line
        swing = Decimal(hashlib.sha256(f"{day}{line[2]}".encode()).digest()[0]) / 1280 + Decimal("0.9")
        self.amount = (Decimal(line[5]) * swing).quantize(Decimal("1e-10"))
        self.quantity = Decimal(line[6])
        self.unit = line[7]

    def dimension(self, key):
        """The value of a dimension; None for one that the ledger does not have."""
        if key in FIELDS:
            return self.line[FIELDS[key]]
        return {"LINKED_ACCOUNT": ACCOUNT, "RECORD_TYPE": "Tax" if self.line[0] == "Tax" else "Usage"}.get(key)

    def tag(self, key):
        """The value of a cost allocation tag, empty when untagged."""
        return self.line[4] if key == "team" else ""


def _invalid(message):
    return AwsError("ValidationException", message)


@offers("ce", "GetCostAndUsage")
def get_cost_and_usage(call):
    """Costs and usage by periods and groups; ten periods a page."""
    metrics, groups = call.get("Metrics"), call.get("GroupBy", [])
    unknown = set(metrics) - METRICS
    if unknown:
        raise _invalid(f"Invalid metric: {', '.join(sorted(unknown))}")
    if len(groups) > 2:
        raise _invalid("GroupBy has at most two groups")
    for group in groups:
        if group.get("Type") not in ("DIMENSION", "TAG") or (
                group.get("Type") == "DIMENSION" and Row("", LINES[0]).dimension(group.get("Key")) is None):
            raise _invalid(f"Group Definition dimension is invalid: {group.get('Key')}")
    periods = _periods(call)
    shown, token = paging.page(call, "ce", periods, PERIODS_PER_PAGE, token_name="NextPageToken")
    results = [_result(call, start, end, metrics, groups) for start, end in shown]
    return {"ResultsByTime": results, "GroupDefinitions": groups, "NextPageToken": token, "DimensionValueAttributes": []}


def _periods(call):
    start, end = (_day(call.get("TimePeriod")[name]) for name in ("Start", "End"))
    today = datetime.datetime.fromtimestamp(call.now, datetime.timezone.utc).date()
    if start >= end:
        raise _invalid("Start date (and hour) should be before end date (and hour)")
    if start < today - OLDEST:
        raise _invalid("start date must not be before about fourteen months ago")
    if call.get("Granularity") == "HOURLY":
        raise AwsError("DataUnavailableException", "Hourly data is not enabled for this account.")
    periods, here = [], start
    while here < end:
        following = here + datetime.timedelta(days=1)
        if call.get("Granularity") == "MONTHLY":
            following = (here.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        periods.append((here, min(following, end)))
        here = following
    return periods


def _day(text):
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as problem:
        raise _invalid(f"{text} is not a date of the form YYYY-MM-DD") from problem


def _result(call, start, end, metrics, groups):
    now = datetime.datetime.fromtimestamp(call.now, datetime.timezone.utc).date()
    days = [start + datetime.timedelta(days=n) for n in range((end - start).days)]
    rows = [Row(day, line) for day in days if day <= now for line in LINES]
    rows = [row for row in rows if _passes(row, call.get("Filter"))]
    result = {"TimePeriod": {"Start": str(start), "End": str(end)}, "Groups": [], "Total": {},
              "Estimated": end > now.replace(day=1)}
    if not groups:
        result["Total"] = _sum(rows, metrics)
        return result
    by_keys = {}
    for row in rows:
        by_keys.setdefault(tuple(_key(row, group) for group in groups), []).append(row)
    result["Groups"] = [{"Keys": list(keys), "Metrics": _sum(members, metrics)} for keys, members in sorted(by_keys.items())]
    return result


def _key(row, group):
    return f"{group['Key']}${row.tag(group['Key'])}" if group["Type"] == "TAG" else row.dimension(group["Key"])


def _sum(rows, metrics):
    units = {row.unit for row in rows}
    answer = {}
    for metric in metrics:
        if metric in QUANTITIES:
            answer[metric] = {"Amount": str(sum((row.quantity for row in rows), Decimal(0))),
                              "Unit": next(iter(units)) if len(units) == 1 else "N/A"}
        else:
            answer[metric] = {"Amount": f"{sum((row.amount for row in rows), Decimal(0)).normalize():f}", "Unit": "USD"}
    return answer


def _passes(row, asked):
    if not asked:
        return True
    if len(asked) != 1:
        raise _invalid("Expression has more than one root")
    (kind, value), = asked.items()
    if kind == "And":
        return all(_passes(row, one) for one in value)
    if kind == "Or":
        return any(_passes(row, one) for one in value)
    if kind == "Not":
        return not _passes(row, value)
    if kind == "CostCategories":
        return False
    found = row.tag(value.get("Key")) if kind == "Tags" else row.dimension(value.get("Key"))
    if found is None:
        raise _invalid(f"Dimension is invalid: {value.get('Key')}")
    absent = "ABSENT" in (value.get("MatchOptions") or [])
    return found == "" if absent else found in value.get("Values", [])
