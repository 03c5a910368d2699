"""The spot market: options of RunInstances, requests, and the price's history."""

import datetime
from decimal import Decimal, InvalidOperation

from ..errors import AwsError
from ..registry import offers
from ..world import new_id
from . import catalogue, tags
from .common import answer, chosen, find_all, filtered, page, put

STEP = 6 * 3600  # seconds between two prices of the history


def market(call, kind, zone):
    """The spot options of a RunInstances request after their check; None for on-demand."""
    options = call.get("InstanceMarketOptions")
    if options is None:
        return None
    if options.get("MarketType") != "spot":
        raise AwsError("InvalidParameterValue", f"Invalid value '{options.get('MarketType')}' for MarketType.")
    spot = options.get("SpotOptions", {})
    if spot.get("SpotInstanceType", "one-time") == "one-time" and \
            spot.get("InstanceInterruptionBehavior", "terminate") != "terminate":
        raise AwsError("InvalidParameterCombination", "One-time requests can only be terminated on interruption.")
    now = Decimal(catalogue.spot_price(call.region.name, zone, kind))
    if spot.get("MaxPrice") is not None:
        try:
            limit = Decimal(spot["MaxPrice"])
        except InvalidOperation as problem:
            raise AwsError("InvalidParameterValue", f"Value ({spot['MaxPrice']}) for parameter price is invalid.") from problem
        if limit < now:
            raise AwsError("SpotMaxPriceTooLow", f"Your Spot request price of {limit} is lower than the minimum required "
                           f"Spot request fulfillment price of {now}.")
    return spot


def mark(call, instance, spot):
    """Makes an instance a spot instance and keeps the request it fulfils."""
    if spot is None:
        return
    identifier = new_id("sir")
    one_time = spot.get("SpotInstanceType", "one-time") == "one-time"
    zone = instance["Placement"]["AvailabilityZone"]
    price = spot.get("MaxPrice") or catalogue.price(call.region.name, instance["InstanceType"])
    request = {"SpotInstanceRequestId": identifier, "InstanceId": instance["InstanceId"], "State": "active",
               "Status": {"Code": "fulfilled", "Message": "Your Spot request is fulfilled.", "UpdateTime": call.now},
               "SpotPrice": price, "Type": "one-time" if one_time else "persistent", "CreateTime": call.now,
               "LaunchedAvailabilityZone": zone, "ProductDescription": instance["PlatformDetails"],
               "InstanceInterruptionBehavior": spot.get("InstanceInterruptionBehavior", "terminate"),
               "Tags": tags.specified(call, "spot-instances-request")}
    put(call, "sir", identifier, request)
    instance.update(InstanceLifecycle="spot", SpotInstanceRequestId=identifier, _one_time=one_time)


@offers("ec2", "DescribeSpotInstanceRequests")
def describe_spot_instance_requests(call):
    """Spot requests; they close when their instance ends."""
    for request in call.table("spots").values():
        instance = call.table("instances").get(request["InstanceId"])
        if request["State"] == "active" and (instance is None or instance["State"]["Name"] == "terminated"):
            request["State"] = "closed"
    filters = {"instance-id": lambda r: r["InstanceId"], "state": lambda r: r["State"], "type": lambda r: r["Type"],
               "spot-instance-request-id": lambda r: r["SpotInstanceRequestId"]}
    items = chosen(call, "sir", "SpotInstanceRequestIds", filters)
    return answer("SpotInstanceRequests", *page(call, items, 5, 1000, "SpotInstanceRequestIds"))


@offers("ec2", "CancelSpotInstanceRequests")
def cancel_spot_instance_requests(call):
    """Cancels requests; their instances stay."""
    items = find_all(call, "sir", call.get("SpotInstanceRequestIds"))
    for item in items:
        item["State"] = "cancelled"
    return {"CancelledSpotInstanceRequests": [
        {"SpotInstanceRequestId": item["SpotInstanceRequestId"], "State": "cancelled"} for item in items]}


@offers("ec2", "DescribeSpotPriceHistory")
def describe_spot_price_history(call):
    """Prices every six hours between StartTime and EndTime, newest first; only the latest when neither is given."""
    now = datetime.datetime.fromtimestamp(call.now, datetime.timezone.utc)
    start, end = call.get("StartTime", now), call.get("EndTime", now)
    kinds = call.get("InstanceTypes") or list(catalogue.TYPES)
    zones = catalogue.zones(call.region.name)
    zone = call.get("AvailabilityZone")
    if zone is not None and zone not in zones:
        raise AwsError("InvalidParameterValue", f"Invalid availability zone: [{zone}]")
    products = call.get("ProductDescriptions") or ["Linux/UNIX"]
    moments = _moments(min(start, now), min(end, now))
    rows = [{"InstanceType": kind, "AvailabilityZone": place, "ProductDescription": product, "Timestamp": moment,
             "SpotPrice": catalogue.spot_price(call.region.name, place, kind)}
            for moment in moments for kind in kinds if kind in catalogue.TYPES
            for place in ([zone] if zone else zones) if catalogue.sold(kind, place)
            for product in products if product in ("Linux/UNIX", "Linux/UNIX (Amazon VPC)")]
    filters = {"availability-zone": lambda p: p["AvailabilityZone"], "instance-type": lambda p: p["InstanceType"],
               "product-description": lambda p: p["ProductDescription"], "spot-price": lambda p: p["SpotPrice"],
               "timestamp": lambda p: p["Timestamp"].strftime("%Y-%m-%dT%H:%M:%SZ")}
    items, token = page(call, filtered(call, rows, filters), 1, 1000)
    return answer("SpotPriceHistory", items, token or "")


def _moments(start, end):
    last = int(end.timestamp()) // STEP * STEP
    first = max(int(start.timestamp()) // STEP * STEP, last - 90 * 86_400)
    return [datetime.datetime.fromtimestamp(moment, datetime.timezone.utc) for moment in range(last, first - 1, -STEP)]
