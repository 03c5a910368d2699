"""Service Quotas; a value that a test set as a limit is the value in force."""

from . import paging
from .access import ACCOUNT
from .ec2.placing import GRAPHICS, STANDARD, VCPUS
from .errors import AwsError
from .registry import offers

SERVICES = {"ec2": "Amazon Elastic Compute Cloud (Amazon EC2)", "ecr": "Amazon Elastic Container Registry (Amazon ECR)",
            "eks": "Amazon Elastic Kubernetes Service (Amazon EKS)", "monitoring": "Amazon CloudWatch",
            "vpc": "Amazon Virtual Private Cloud (Amazon VPC)"}

# Service, code, name, default value, class of the usage metric where there is one.
QUOTAS = (
    ("ec2", STANDARD, "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", VCPUS[STANDARD], "Standard/OnDemand"),
    ("ec2", GRAPHICS, "Running On-Demand G and VT instances", VCPUS[GRAPHICS], "G/OnDemand"),
    ("ec2", "L-34B43A08", "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests", 40_000.0, "Standard/Spot"),
    ("ec2", "L-0263D0A3", "EC2-VPC Elastic IPs", 5.0, None),
    ("ecr", "L-CFEB8E8D", "Registered repositories", 100_000.0, None),
    ("eks", "L-1194D53C", "Clusters", 100.0, None),
    ("eks", "L-6D54EA21", "Managed node groups per cluster", 30.0, None),
    ("monitoring", "L-BF9BEF37", "Rate of GetMetricData requests", 50.0, None),
    ("vpc", "L-F678F1CE", "VPCs per Region", 5.0, None),
    ("vpc", "L-E79EC296", "VPC security groups per Region", 2_500.0, None),
)


def value(world, code):
    """The value of a quota in force."""
    return world.limits.get(code, next(quota[3] for quota in QUOTAS if quota[1] == code))


def _row(call, quota, default):
    service, code, name, usual, usage = quota
    row = {"ServiceCode": service, "ServiceName": SERVICES[service], "QuotaCode": code, "QuotaName": name, "Unit": "None",
           "QuotaArn": f"arn:aws:servicequotas:{call.region.name}:{ACCOUNT}:{service}/{code}", "Adjustable": True,
           "GlobalQuota": False, "Value": usual if default else float(value(call.world, code))}
    if usage:
        row["UsageMetric"] = {"MetricNamespace": "AWS/Usage", "MetricName": "ResourceCount",
                              "MetricDimensions": {"Class": usage, "Resource": "vCPU", "Service": "EC2", "Type": "Resource"},
                              "MetricStatisticRecommendation": "Maximum"}
    return row


def _of_service(call):
    if call.get("ServiceCode") not in SERVICES:
        raise AwsError("NoSuchResourceException", f"The service {call.get('ServiceCode')} is not known.")
    return [quota for quota in QUOTAS if quota[0] == call.get("ServiceCode")]


def _list(call, default):
    shown, token = paging.page(call, "service-quotas", _of_service(call), call.get("MaxResults", 100))
    return {"Quotas": [_row(call, quota, default) for quota in shown], "NextToken": token}


def _one(call, default):
    for quota in _of_service(call):
        if quota[1] == call.get("QuotaCode"):
            return {"Quota": _row(call, quota, default)}
    raise AwsError("NoSuchResourceException", "The request failed because the specified quota does not exist.")


@offers("service-quotas", "ListServiceQuotas")
def list_service_quotas(call):
    """The quotas in force of a service."""
    return _list(call, False)


@offers("service-quotas", "ListAWSDefaultServiceQuotas")
def list_default_service_quotas(call):
    """The quotas of a service as they are without increases."""
    return _list(call, True)


@offers("service-quotas", "GetServiceQuota")
def get_service_quota(call):
    """One quota in force."""
    return _one(call, False)


@offers("service-quotas", "GetAWSDefaultServiceQuota")
def get_default_service_quota(call):
    """One quota as it is without increases."""
    return _one(call, True)


@offers("service-quotas", "ListServices")
def list_services(call):
    """The services that have quotas."""
    rows = [{"ServiceCode": code, "ServiceName": name} for code, name in SERVICES.items()]
    shown, token = paging.page(call, "service-quotas", rows, call.get("MaxResults", 100))
    return {"Services": shown, "NextToken": token}
