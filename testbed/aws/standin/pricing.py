"""The price list: a small one, in the form that AWS publishes."""

import hashlib
import json
from decimal import Decimal

from . import paging
from .ec2 import catalogue
from .errors import AwsError
from .registry import offers

PUBLISHED = "2024-10-10T00:00:00Z"
LOCATIONS = {"us-east-1": ("US East (N. Virginia)", ""), "us-west-2": ("US West (Oregon)", "USW2-"),
             "eu-west-1": ("EU (Ireland)", "EU-"), "eu-central-1": ("EU (Frankfurt)", "EUC1-"),
             "ap-southeast-1": ("Asia Pacific (Singapore)", "APS1-")}
ON_DEMAND, HOURLY = "JRTCKXETXF", "6YS6EN2CT7"  # the codes of the on-demand term and its hourly rate
WINDOWS = Decimal("0.046")  # a licence's price for each virtual CPU and hour


def _product(service, family, attributes, unit, price, description):
    sku = hashlib.sha256(json.dumps([service, attributes], sort_keys=True).encode()).hexdigest()[:16].upper()
    rate = f"{sku}.{ON_DEMAND}.{HOURLY}"
    term = {"priceDimensions": {rate: {"unit": unit, "endRange": "Inf", "description": description, "appliesTo": [],
                                       "rateCode": rate, "beginRange": "0",
                                       "pricePerUnit": {"USD": str(price.quantize(Decimal("1e-10")))}}},
            "sku": sku, "effectiveDate": "2024-10-01T00:00:00Z", "offerTermCode": ON_DEMAND, "termAttributes": {}}
    return {"product": {"productFamily": family, "attributes": attributes, "sku": sku}, "serviceCode": service,
            "terms": {"OnDemand": {f"{sku}.{ON_DEMAND}": term}}, "version": "20241010000000", "publicationDate": PUBLISHED}


def _instances(region):
    location, prefix = LOCATIONS[region]
    for kind, facts in catalogue.TYPES.items():
        base = Decimal(catalogue.price(region, kind))
        for system, tenancy, status, usage in (
                ("Linux", "Shared", "Used", "BoxUsage"), ("Windows", "Shared", "Used", "BoxUsage"),
                ("Linux", "Dedicated", "Used", "DedicatedUsage"), ("Linux", "Shared", "UnusedCapacityReservation", "UnusedBox")):
            if system == "Windows" and facts["architecture"] == "arm64":
                continue
            price = base + (WINDOWS * facts["vcpus"] if system == "Windows" else 0)
            price = price * Decimal("1.06") if tenancy == "Dedicated" else price
            yield _product("AmazonEC2", "Compute Instance", {
                "servicecode": "AmazonEC2", "servicename": "Amazon Elastic Compute Cloud", "instanceType": kind,
                "vcpu": str(facts["vcpus"]), "memory": f"{Decimal(facts['memory']) / 1024:f} GiB",
                "networkPerformance": facts["network"], "regionCode": region, "location": location,
                "locationType": "AWS Region", "operatingSystem": system, "tenancy": tenancy, "capacitystatus": status,
                "preInstalledSw": "NA", "licenseModel": "No License required", "marketoption": "OnDemand",
                "operation": "RunInstances:0002" if system == "Windows" else "RunInstances",
                "usagetype": f"{prefix}{usage}:{kind}", "storage": "EBS only",
                "processorArchitecture": "64-bit", "currentGeneration": "No" if kind.startswith(("t2.", "p3.")) else "Yes"},
                "Hrs", price, f"${price} per On Demand {system} {kind} Instance Hour")


def _others(region):
    location, prefix = LOCATIONS[region]
    where = {"regionCode": region, "location": location, "locationType": "AWS Region"}
    yield _product("AmazonEC2", "Storage", {
        "servicecode": "AmazonEC2", "volumeApiName": "gp3", "volumeType": "General Purpose", "storageMedia": "SSD-backed",
        "usagetype": f"{prefix}EBS:VolumeUsage.gp3", "operation": "", **where}, "GB-Mo", Decimal("0.08"),
        "$0.08 per GB-month of General Purpose (gp3) provisioned storage")
    yield _product("AmazonEKS", "Compute", {
        "servicecode": "AmazonEKS", "usagetype": f"{prefix or 'USE1-'}AmazonEKS-Hours:perCluster", "operation": "CreateOperation",
        **where}, "Hours", Decimal("0.10"), "Amazon EKS cluster usage")
    yield _product("AmazonECR", "EC2 Container Registry", {
        "servicecode": "AmazonECR", "usagetype": f"{prefix}TimedStorage-ByteHrs", "operation": "", **where},
        "GB-Mo", Decimal("0.10"), "$0.10 per GB-month of data storage")


PRODUCTS = [product for region in LOCATIONS for product in (*_instances(region), *_others(region))]
SERVICES = ("AmazonEC2", "AmazonECR", "AmazonEKS")


def _of_service(code):
    if code not in SERVICES:
        raise AwsError("NotFoundException", f"Service {code} is not found.")
    return [product for product in PRODUCTS if product["serviceCode"] == code]


def _attributes(product):
    return {**product["product"]["attributes"], "productFamily": product["product"]["productFamily"],
            "sku": product["product"]["sku"], "termType": "OnDemand"}


@offers("pricing", "DescribeServices")
def describe_services(call):
    """Services with the names of their attributes."""
    wanted = [call.get("ServiceCode")] if call.get("ServiceCode") else SERVICES
    rows = [{"ServiceCode": code, "AttributeNames": sorted({name for one in _of_service(code) for name in _attributes(one)})}
            for code in wanted]
    shown, token = paging.page(call, "pricing", rows, call.get("MaxResults", 100))
    return {"Services": shown, "FormatVersion": "aws_v1", "NextToken": token}


@offers("pricing", "GetAttributeValues")
def get_attribute_values(call):
    """The values that an attribute has."""
    name = call.get("AttributeName")
    values = sorted({_attributes(one)[name] for one in _of_service(call.get("ServiceCode")) if name in _attributes(one)})
    if not values:
        raise AwsError("NotFoundException", f"Attribute {name} is not found.")
    shown, token = paging.page(call, "pricing", values, call.get("MaxResults", 100))
    return {"AttributeValues": [{"Value": value} for value in shown], "NextToken": token}


@offers("pricing", "GetProducts")
def get_products(call):
    """Products that pass every filter, each a JSON text."""
    products = [product for product in _of_service(call.get("ServiceCode"))
                if all(_passes(_attributes(product), one) for one in call.get("Filters", []))]
    shown, token = paging.page(call, "pricing", products, call.get("MaxResults", 100))
    return {"FormatVersion": "aws_v1", "PriceList": [json.dumps(product) for product in shown], "NextToken": token}


def _passes(attributes, asked):
    found, wanted = attributes.get(asked["Field"], ""), asked["Value"]
    if asked["Type"] == "CONTAINS":
        return wanted in found
    if asked["Type"] in ("ANY_OF", "NONE_OF"):
        return (found in [one.strip() for one in wanted.split(",")]) == (asked["Type"] == "ANY_OF")
    return found == wanted
