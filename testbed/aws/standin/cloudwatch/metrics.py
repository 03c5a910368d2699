"""PutMetricData, ListMetrics, GetMetricData and GetMetricStatistics."""

from .. import paging
from ..errors import AwsError
from ..registry import offers
from . import series

MAX_QUERIES = 500
MAX_DATAPOINTS = 100_800
PAST, FUTURE = 14 * 86_400, 2 * 3600  # seconds within which data may be put


def invalid(message):
    """The refusal of a value."""
    return AwsError("InvalidParameterValue", message)


@offers("cloudwatch", "PutMetricData")
def put_metric_data(call):
    """Keeps data points of the caller's own namespaces."""
    namespace = call.get("Namespace")
    if namespace.startswith("AWS/"):
        raise invalid(f"The value {namespace} for parameter Namespace is invalid: it must not begin with AWS/.")
    made = []
    for number, datum in enumerate(call.get("MetricData"), 1):
        moment = datum["Timestamp"].timestamp() if "Timestamp" in datum else call.now
        if not call.now - PAST <= moment <= call.now + FUTURE:
            raise invalid(f"The parameter MetricData.member.{number}.Timestamp must specify a time within the past two weeks "
                          "and no more than two hours in the future.")
        made.append((series.key(namespace, datum["MetricName"], datum.get("Dimensions")), moment, datum))
    for which, moment, datum in made:
        kept = call.table("metrics").setdefault(which, {"points": []})
        kept["points"] += [(moment, *point, call.now) for point in _points(datum)]
        del kept["points"][:-series.KEPT]


def _points(datum):
    if "StatisticValues" in datum:
        values = datum["StatisticValues"]
        return [(values["SampleCount"], values["Sum"], values["Minimum"], values["Maximum"])]
    if "Values" in datum:
        counts = datum.get("Counts", [1.0] * len(datum["Values"]))
        if len(counts) != len(datum["Values"]):
            raise AwsError("InvalidParameterCombination", "The parameters Values and Counts must be of the same length.")
        return [(count, value * count, value, value) for value, count in zip(datum["Values"], counts)]
    if "Value" not in datum:
        raise AwsError("MissingParameter", "The parameter MetricData.member.1.Value is required.")
    return [(1, datum["Value"], datum["Value"], datum["Value"])]


@offers("cloudwatch", "ListMetrics")
def list_metrics(call):
    """Metrics by namespace, name and dimensions, five hundred a page."""
    rows = []
    for (namespace, metric, dimensions), last in series.known(call):
        if call.get("Namespace", namespace) != namespace or call.get("MetricName", metric) != metric:
            continue
        if call.get("RecentlyActive") and last < call.now - 3 * 3600:
            continue
        if all(_has(dimensions, one) for one in call.get("Dimensions", [])):
            rows.append({"Namespace": namespace, "MetricName": metric,
                         "Dimensions": [{"Name": name, "Value": value} for name, value in dimensions]})
    shown, token = paging.page(call, "cloudwatch", rows, 500)
    return {"Metrics": shown, "NextToken": token}


def _has(dimensions, asked):
    return any(name == asked["Name"] and asked.get("Value", value) == value for name, value in dimensions)


def check_period(period):
    """Refuses a period that CloudWatch does not have."""
    if period not in (1, 5, 10, 20, 30) and (period < 60 or period % 60):
        raise AwsError("ValidationError", f"Value '{period}' at 'period' failed to satisfy constraint: it must be 1, 5, 10, 20, "
                       "30 or a multiple of 60.")
    return period


def _span(call):
    start, end = call.get("StartTime").timestamp(), call.get("EndTime").timestamp()
    if start >= end:
        raise AwsError("ValidationError", "The parameter StartTime must be less than the parameter EndTime.")
    return start, end


@offers("cloudwatch", "GetMetricData")
def get_metric_data(call):
    """Many metrics at once; a page has at most MaxDatapoints points, so a result may go on in the next one."""
    queries, (start, end) = call.get("MetricDataQueries"), _span(call)
    if len(queries) > MAX_QUERIES:
        raise AwsError("ValidationError", f"The collection MetricDataQueries must not have a size greater than {MAX_QUERIES}.")
    identifiers = [query["Id"] for query in queries]
    if len(set(identifiers)) != len(identifiers):
        raise AwsError("ValidationError", "The values of parameter Id are not unique.")
    rows, labels = [], {}
    for query in queries:
        if "MetricStat" not in query:
            raise AwsError("NotOffered", "Expressions are published, and this stand-in does not offer them.", 501)
        labels[query["Id"]] = query.get("Label", query["MetricStat"]["Metric"].get("MetricName"))
        if query.get("ReturnData", True):
            rows += [(query["Id"], moment, value) for moment, value in _values(call, query["MetricStat"], start, end)]
    size = call.get("MaxDatapoints", MAX_DATAPOINTS)
    shown, token = paging.page(call, "cloudwatch", rows, size, "MaxDatapoints")
    rest = {row[0] for row in rows[rows.index(shown[-1]) + 1:]} if shown and token else set()
    shown_ids = {row[0] for row in shown} | ({query["Id"] for query in queries if query.get("ReturnData", True)}
                                             - {row[0] for row in rows} if call.get("NextToken") is None else set())
    return {"MetricDataResults": [_result(one, labels[one], shown, one in rest) for one in identifiers if one in shown_ids],
            "NextToken": token, "Messages": []}


def _values(call, asked, start, end):
    metric = asked["Metric"]
    which = series.key(metric.get("Namespace"), metric.get("MetricName"), metric.get("Dimensions"))
    gathered = series.by_period(series.points(call, which, start, end), check_period(asked["Period"]))
    values = [(moment, series.statistic(asked["Stat"], members)) for moment, members in sorted(gathered.items())]
    if any(value is None for _, value in values):
        raise AwsError("ValidationError", f"The statistic {asked['Stat']} is not valid.")
    return values if call.get("ScanBy") == "TimestampAscending" else values[::-1]


def _result(identifier, label, shown, partial):
    own = [row for row in shown if row[0] == identifier]
    return {"Id": identifier, "Label": label, "Timestamps": [row[1] for row in own], "Values": [row[2] for row in own],
            "StatusCode": "PartialData" if partial else "Complete", "Messages": []}


@offers("cloudwatch", "GetMetricStatistics")
def get_metric_statistics(call):
    """The older form of reading one metric."""
    start, end = _span(call)
    wanted = call.get("Statistics", [])
    if not wanted:
        raise AwsError("MissingParameter", "Must specify either Statistics or ExtendedStatistics.")
    which = series.key(call.get("Namespace"), call.get("MetricName"), call.get("Dimensions"))
    gathered = series.by_period(series.points(call, which, start, end), check_period(call.get("Period")))
    if len(gathered) > 1_440:
        raise AwsError("InvalidParameterCombination", "You have requested up to more than 1,440 datapoints.")
    unit = series.INSTANCE[call.get("MetricName")][2] if call.get("MetricName") in series.INSTANCE else "None"
    return {"Label": call.get("MetricName"), "Datapoints": [
        {"Timestamp": moment, "Unit": unit, **{kind: series.statistic(kind, members) for kind in wanted}}
        for moment, members in gathered.items()]}


def backfill(world, asked):
    """Control action: an instance has metrics as if it had run since that many seconds ago."""
    region = world.regions[asked.get("region", "us-east-1")]
    instance = region.tables["instances"][asked["instance"]]
    instance["_metrics_since"] = world.now() - min(float(asked["seconds"]), 15 * 86_400)
    return {"since": instance["_metrics_since"]}
