"""Prices, costs and quotas."""

import datetime
import json
from decimal import Decimal

from .bench import Case, client, control


def term(field, value):
    return {"Type": "TERM_MATCH", "Field": field, "Value": value}


class MoneyTest(Case):

    def test_prices_are_found_by_filters_and_pages(self):
        pricing = client("pricing")
        filters = [term("instanceType", "m5.large"), term("regionCode", "us-east-1"), term("operatingSystem", "Linux"),
                   term("tenancy", "Shared"), term("capacitystatus", "Used")]
        found = [json.loads(text) for text in pricing.get_products(ServiceCode="AmazonEC2", Filters=filters)["PriceList"]]
        self.assertEqual(1, len(found))
        offer, = found[0]["terms"]["OnDemand"].values()
        rate, = offer["priceDimensions"].values()
        self.assertEqual(("Hrs", Decimal("0.096")), (rate["unit"], Decimal(rate["pricePerUnit"]["USD"])))
        total, token = 0, {}
        while token is not None:
            page = pricing.get_products(ServiceCode="AmazonEC2", MaxResults=50, **token)
            total += len(page["PriceList"])
            token = {"NextToken": page["NextToken"]} if "NextToken" in page else None
        self.assertGreater(total, 300)
        self.refused("NotFoundException", pricing.get_products, ServiceCode="AmazonNothing")
        self.refused("InvalidNextTokenException", pricing.get_products, ServiceCode="AmazonEC2", NextToken="x")
        kinds = pricing.get_attribute_values(ServiceCode="AmazonEC2", AttributeName="instanceType")["AttributeValues"]
        self.assertIn({"Value": "m5.large"}, kinds)
        services = pricing.describe_services(ServiceCode="AmazonEKS")["Services"]
        self.assertIn("usagetype", services[0]["AttributeNames"])

    def test_costs_add_up_over_pages_groups_and_filters(self):
        ce = client("ce")
        today = datetime.date.today()
        span = {"Start": str(today - datetime.timedelta(days=25)), "End": str(today)}
        asked = dict(TimePeriod=span, Granularity="DAILY", Metrics=["UnblendedCost", "UsageQuantity"])

        def rows(**more):
            found, token = [], {}
            while token is not None:
                page = ce.get_cost_and_usage(**asked, **more, **token)
                self.assertLessEqual(len(page["ResultsByTime"]), 10)
                found += page["ResultsByTime"]
                token = {"NextPageToken": page["NextPageToken"]} if "NextPageToken" in page else None
            return found

        plain = rows()
        self.assertEqual(25, len(plain))
        whole = sum(Decimal(row["Total"]["UnblendedCost"]["Amount"]) for row in plain)
        grouped = rows(GroupBy=[{"Type": "DIMENSION", "Key": "SERVICE"}, {"Type": "TAG", "Key": "team"}])
        parts = sum(Decimal(group["Metrics"]["UnblendedCost"]["Amount"]) for row in grouped for group in row["Groups"])
        self.assertEqual(whole, parts)
        self.assertIn("team$shop", grouped[0]["Groups"][2]["Keys"])
        one = {"Dimensions": {"Key": "REGION", "Values": ["eu-west-1"]}}
        part = sum(Decimal(row["Total"]["UnblendedCost"]["Amount"]) for row in rows(Filter=one))
        rest = sum(Decimal(row["Total"]["UnblendedCost"]["Amount"]) for row in rows(Filter={"Not": one}))
        self.assertEqual(whole, part + rest)
        self.refused("ValidationException", ce.get_cost_and_usage, **{**asked, "Metrics": ["Money"]})
        self.refused("ValidationException", ce.get_cost_and_usage, **{**asked, "TimePeriod": {
            "Start": span["End"], "End": span["Start"]}})
        self.refused("DataUnavailableException", ce.get_cost_and_usage, **{**asked, "Granularity": "HOURLY"})

    def test_quotas_follow_the_limits_that_a_test_sets(self):
        quotas = client("service-quotas")
        code = {"ServiceCode": "ec2", "QuotaCode": "L-1216C47A"}
        before = quotas.get_service_quota(**code)["Quota"]
        self.assertEqual("AWS/Usage", before["UsageMetric"]["MetricNamespace"])
        control("/limits", {"L-1216C47A": 8})
        self.assertEqual(8.0, quotas.get_service_quota(**code)["Quota"]["Value"])
        self.assertEqual(before["Value"], quotas.get_aws_default_service_quota(**code)["Quota"]["Value"])
        page = quotas.list_service_quotas(ServiceCode="ec2", MaxResults=3)
        rest = quotas.list_service_quotas(ServiceCode="ec2", MaxResults=3, NextToken=page["NextToken"])
        self.assertEqual(4, len(page["Quotas"] + rest["Quotas"]))
        self.assertEqual(4, len(quotas.list_aws_default_service_quotas(ServiceCode="ec2")["Quotas"]))
        self.assertIn("eks", [one["ServiceCode"] for one in quotas.list_services()["Services"]])
        self.refused("NoSuchResourceException", quotas.get_service_quota, ServiceCode="ec2", QuotaCode="L-00000000")
        self.launch(2)
        metric = {"Namespace": "AWS/Usage", "MetricName": "ResourceCount", "Dimensions": [
            {"Name": name, "Value": value} for name, value in before["UsageMetric"]["MetricDimensions"].items()]}
        now = datetime.datetime.now(datetime.timezone.utc)
        used = client("cloudwatch").get_metric_data(
            StartTime=now - datetime.timedelta(minutes=30), EndTime=now,
            MetricDataQueries=[{"Id": "used", "MetricStat": {"Metric": metric, "Period": 300, "Stat": "Maximum"}}])
        self.assertEqual({4.0}, set(used["MetricDataResults"][0]["Values"]))
