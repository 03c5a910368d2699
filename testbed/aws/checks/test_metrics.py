"""CloudWatch: metrics and alarms."""

import datetime

from .bench import Case, client, control


def ago(seconds):
    return datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=seconds)


def query(identifier, namespace, name, dimensions=(), stat="Average", period=300):
    metric = {"Namespace": namespace, "MetricName": name, "Dimensions": list(dimensions)}
    return {"Id": identifier, "MetricStat": {"Metric": metric, "Period": period, "Stat": stat}}


class MetricsTest(Case):

    def test_instances_have_metrics_by_themselves(self):
        host, = self.launch()
        control("/metrics", {"instance": host, "seconds": 7200})
        here = [{"Name": "InstanceId", "Value": host}]
        names = {one["MetricName"] for one in client("cloudwatch").list_metrics(Namespace="AWS/EC2", Dimensions=here)["Metrics"]}
        self.assertIn("CPUUtilization", names)
        asked = [query("cpu", "AWS/EC2", "CPUUtilization", here), query("peak", "AWS/EC2", "CPUUtilization", here, "Maximum", 3600),
                 query("none", "AWS/EC2", "MemoryUtilization", here)]
        results = client("cloudwatch").get_metric_data(MetricDataQueries=asked, StartTime=ago(3600), EndTime=ago(0))
        cpu, peak, none = results["MetricDataResults"]
        self.assertIn(len(cpu["Values"]), (12, 13))
        self.assertEqual(sorted(cpu["Timestamps"], reverse=True), cpu["Timestamps"])
        self.assertTrue(all(2 <= value <= 60 for value in cpu["Values"]))
        self.assertLessEqual(max(cpu["Values"]), max(peak["Values"]))
        self.assertEqual(([], "Complete"), (none["Values"], none["StatusCode"]))
        pages, token, span = [], {}, {"StartTime": ago(3600), "EndTime": ago(0)}
        while token is not None:
            page = client("cloudwatch").get_metric_data(MetricDataQueries=asked, MaxDatapoints=5, **span, **token)
            self.assertLessEqual(sum(len(one["Values"]) for one in page["MetricDataResults"]), 5)
            pages += page["MetricDataResults"]
            token = {"NextToken": page["NextToken"]} if "NextToken" in page else None
        together = [value for one in pages if one["Id"] == "cpu" for value in one["Values"]]
        self.assertEqual(cpu["Values"][:5], together[:5])
        self.assertEqual(["PartialData", "PartialData", "Complete"], [one["StatusCode"] for one in pages if one["Id"] == "cpu"])
        self.assertEqual(["Complete"], [one["StatusCode"] for one in pages if one["Id"] == "none"])

    def test_own_metrics_are_kept_and_counted(self):
        cloudwatch = client("cloudwatch")
        here = [{"Name": "Shop", "Value": "north"}]
        moment = ago(600)
        data = [{"MetricName": "Orders", "Dimensions": here, "Timestamp": moment, "Value": value} for value in (1.0, 2.0, 6.0)]
        data.append({"MetricName": "Orders", "Dimensions": here, "Timestamp": moment, "Values": [3.0], "Counts": [2.0]})
        data.append({"MetricName": "Orders", "Dimensions": here, "Timestamp": moment, "StatisticValues": {
            "SampleCount": 1, "Sum": 3, "Minimum": 3, "Maximum": 3}})
        cloudwatch.put_metric_data(Namespace="Check", MetricData=data)
        stats = {"SampleCount": 6.0, "Sum": 18.0, "Average": 3.0, "Minimum": 1.0, "Maximum": 6.0, "p50": 3.0}
        asked = [query(f"s{n}", "Check", "Orders", here, stat, 60) for n, stat in enumerate(stats)]
        found = cloudwatch.get_metric_data(MetricDataQueries=asked, StartTime=ago(1200), EndTime=ago(0))["MetricDataResults"]
        self.assertEqual([[value] for value in stats.values()], [one["Values"] for one in found])
        old = cloudwatch.get_metric_statistics(Namespace="Check", MetricName="Orders", Dimensions=here, StartTime=ago(1200),
                                               EndTime=ago(0), Period=60, Statistics=["Sum", "Average"])
        self.assertEqual([(18.0, 3.0)], [(one["Sum"], one["Average"]) for one in old["Datapoints"]])
        self.refused("InvalidParameterValue", cloudwatch.put_metric_data, Namespace="AWS/EC2", MetricData=data)
        self.refused("InvalidParameterValue", cloudwatch.put_metric_data, Namespace="Check", MetricData=[
            {"MetricName": "Orders", "Value": 1.0, "Timestamp": ago(20 * 86_400)}])
        self.refused("ValidationError", cloudwatch.get_metric_data, MetricDataQueries=[query("a", "Check", "Orders", period=61)],
                     StartTime=ago(60), EndTime=ago(0))
        self.refused("ValidationError", cloudwatch.get_metric_data, MetricDataQueries=asked, StartTime=ago(0), EndTime=ago(60))

    def alarm(self, name="orders", **changes):
        asked = dict(AlarmName=name, Namespace="Check", MetricName="Orders", Statistic="Sum", Period=60, EvaluationPeriods=1,
                     Threshold=10.0, ComparisonOperator="GreaterThanThreshold", AlarmActions=["arn:aws:sns:us-east-1:1:t"])
        client("cloudwatch").put_metric_alarm(**{**asked, **changes})

    def state(self, name="orders"):
        return client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"][0]["StateValue"]

    def test_alarms_follow_their_metric(self):
        cloudwatch = client("cloudwatch")
        self.alarm()
        self.assertEqual("INSUFFICIENT_DATA", self.state())
        self.alarm("silent", TreatMissingData="notBreaching")
        self.alarm("strict", TreatMissingData="breaching")
        self.assertEqual(("OK", "ALARM"), (self.state("silent"), self.state("strict")))
        cloudwatch.put_metric_data(Namespace="Check", MetricData=[{"MetricName": "Orders", "Value": 11.0}])
        self.assertEqual("ALARM", self.state())
        cloudwatch.set_alarm_state(AlarmName="orders", StateValue="OK", StateReason="a check")
        self.assertEqual("OK", self.state())
        cloudwatch.put_metric_data(Namespace="Check", MetricData=[{"MetricName": "Orders", "Value": 1.0}])
        self.assertEqual("ALARM", self.state())
        self.assertEqual(3, len(cloudwatch.describe_alarms(StateValue="ALARM")["MetricAlarms"]))
        cloudwatch.disable_alarm_actions(AlarmNames=["orders"])
        cloudwatch.enable_alarm_actions(AlarmNames=["silent"])
        self.assertFalse(cloudwatch.describe_alarms(AlarmNames=["orders"])["MetricAlarms"][0]["ActionsEnabled"])
        history = cloudwatch.describe_alarm_history(AlarmName="orders", HistoryItemType="StateUpdate")["AlarmHistoryItems"]
        self.assertEqual("Alarm updated from OK to ALARM", history[0]["HistorySummary"])
        page = cloudwatch.describe_alarms(MaxRecords=2)
        self.assertEqual(1, len(cloudwatch.describe_alarms(MaxRecords=2, NextToken=page["NextToken"])["MetricAlarms"]))
        cloudwatch.delete_alarms(AlarmNames=["orders", "silent"])
        self.refused("ResourceNotFound", cloudwatch.delete_alarms, AlarmNames=["strict", "orders"])
        self.assertEqual(1, len(cloudwatch.describe_alarms(AlarmNamePrefix="s")["MetricAlarms"]))

    def test_alarms_are_checked(self):
        for change in ({"Statistic": None, "ExtendedStatistic": None}, {"Period": 61}, {"Threshold": None},
                       {"EvaluationPeriods": 2000}, {"DatapointsToAlarm": 2}, {"TreatMissingData": "maybe"}):
            with self.subTest(change=change):
                asked = dict(AlarmName="a", Namespace="Check", MetricName="Orders", Statistic="Sum", Period=60,
                             EvaluationPeriods=1, Threshold=1.0, ComparisonOperator="GreaterThanThreshold", **{})
                asked.update(change)
                asked = {key: value for key, value in asked.items() if value is not None}
                self.refused("ValidationError", client("cloudwatch").put_metric_alarm, **asked)
        self.refused("ResourceNotFound", client("cloudwatch").set_alarm_state, AlarmName="none", StateValue="OK", StateReason="")
