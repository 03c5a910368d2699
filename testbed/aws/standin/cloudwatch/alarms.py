"""Metric alarms: put, describe, delete, set their state; they are evaluated when somebody looks."""

import json
import math

from .. import paging
from ..access import ACCOUNT
from ..errors import AwsError
from ..registry import offers
from . import series
from .metrics import check_period

MAX_HISTORY = 1_000
COMPARE = {
    "GreaterThanThreshold": lambda value, limit: value > limit,
    "GreaterThanOrEqualToThreshold": lambda value, limit: value >= limit,
    "LessThanThreshold": lambda value, limit: value < limit,
    "LessThanOrEqualToThreshold": lambda value, limit: value <= limit,
}
PUT = ("AlarmName", "AlarmDescription", "ActionsEnabled", "OKActions", "AlarmActions", "InsufficientDataActions", "MetricName",
       "Namespace", "Statistic", "ExtendedStatistic", "Dimensions", "Period", "Unit", "EvaluationPeriods",
       "DatapointsToAlarm", "Threshold", "ComparisonOperator", "TreatMissingData", "EvaluateLowSampleCountPercentile")


@offers("cloudwatch", "PutMetricAlarm")
def put_metric_alarm(call):
    """Creates an alarm or overwrites one of that name."""
    _check(call)
    name = call.get("AlarmName")
    before = call.table("alarms").get(name)
    alarm = {key: call.get(key) for key in PUT}
    alarm.update(AlarmArn=f"arn:aws:cloudwatch:{call.region.name}:{ACCOUNT}:alarm:{name}",
                 AlarmConfigurationUpdatedTimestamp=call.now, ActionsEnabled=call.get("ActionsEnabled", True),
                 Dimensions=call.get("Dimensions", []), _forced=0.0, _tags=call.get("Tags", []))
    for key in ("OKActions", "AlarmActions", "InsufficientDataActions"):
        alarm[key] = call.get(key, [])
    for key, usual in (("StateValue", "INSUFFICIENT_DATA"), ("StateReason", "Unchecked: Initial alarm creation"),
                       ("StateUpdatedTimestamp", call.now)):
        alarm[key] = before[key] if before else usual
    call.table("alarms")[name] = alarm
    _note(call, alarm, "ConfigurationUpdate", f"Alarm \"{name}\" {'updated' if before else 'created'}")


def _check(call):
    if call.get("Metrics"):
        raise AwsError("NotOffered", "Alarms on expressions are published, and this stand-in does not offer them.", 501)
    for name in ("MetricName", "Namespace", "Period", "EvaluationPeriods", "Threshold", "ComparisonOperator"):
        if call.get(name) is None:
            raise AwsError("ValidationError", f"The parameter {name} is required for an alarm on a metric.")
    if (call.get("Statistic") is None) == (call.get("ExtendedStatistic") is None):
        raise AwsError("ValidationError", "Exactly one of Statistic and ExtendedStatistic is required.")
    if call.get("ComparisonOperator") not in COMPARE:
        raise AwsError("ValidationError", f"{call.get('ComparisonOperator')} needs an anomaly detection band.")
    check_period(call.get("Period"))
    if call.get("DatapointsToAlarm", 1) > call.get("EvaluationPeriods"):
        raise AwsError("ValidationError", "DatapointsToAlarm must not be greater than EvaluationPeriods.")
    if call.get("Period") * call.get("EvaluationPeriods") > (86_400 if call.get("Period") < 3600 else 7 * 86_400):
        raise AwsError("ValidationError", "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be "
                       "<= 86400).")
    if call.get("TreatMissingData", "missing") not in ("missing", "breaching", "notBreaching", "ignore"):
        raise AwsError("ValidationError", f"Value '{call.get('TreatMissingData')}' at 'treatMissingData' is not valid.")


def _note(call, alarm, kind, summary, data=None):
    history = call.region.tables["alarm-history"].setdefault("all", [])
    history.append({"AlarmName": alarm["AlarmName"], "AlarmType": "MetricAlarm", "Timestamp": call.now,
                    "HistoryItemType": kind, "HistorySummary": summary, "HistoryData": json.dumps(data or {"version": "1.0"})})
    del history[:-MAX_HISTORY]


def _evaluate(call, alarm):
    which = series.key(alarm["Namespace"], alarm["MetricName"], alarm["Dimensions"])
    put = call.table("metrics").get(which)
    if alarm["_forced"] and (put is None or put["points"][-1][5] <= alarm["_forced"]):
        return
    period, count = alarm["Period"], alarm["EvaluationPeriods"]
    last = math.floor(call.now / period) * period
    start = last - (count - 1) * period
    gathered = series.by_period(series.points(call, which, start, last + period), period)
    kind = alarm["Statistic"] or alarm["ExtendedStatistic"]
    breaching, missing = 0, 0
    values = []
    for moment in range(start, last + 1, period):
        if moment in gathered:
            values.append(series.statistic(kind, gathered[moment]))
            breaching += COMPARE[alarm["ComparisonOperator"]](values[-1], alarm["Threshold"])
        else:
            missing += 1
    treat = alarm["TreatMissingData"] or "missing"
    if missing == count and treat == "ignore":
        return
    if missing == count and treat == "missing":
        return _set(call, alarm, "INSUFFICIENT_DATA", f"Insufficient Data: {count} datapoints were unknown.")
    if treat == "breaching":
        breaching += missing
    alarmed = breaching >= (alarm["DatapointsToAlarm"] or count)
    shown = ", ".join(f"{value:g}" for value in values)
    _set(call, alarm, "ALARM" if alarmed else "OK", f"Threshold Crossed: {breaching} out of the last {count} datapoints "
         f"[{shown}] {'was' if alarmed else 'was not'} {alarm['ComparisonOperator']} ({alarm['Threshold']:g}).")


def _set(call, alarm, state, reason, data=None):
    if alarm["StateValue"] != state:
        _note(call, alarm, "StateUpdate", f"Alarm updated from {alarm['StateValue']} to {state}")
        alarm["StateUpdatedTimestamp"] = call.now
    alarm.update(StateValue=state, StateReason=reason, StateReasonData=data)


@offers("cloudwatch", "DescribeAlarms")
def describe_alarms(call):
    """Alarms by name, prefix and state."""
    prefix, names = call.get("AlarmNamePrefix"), call.get("AlarmNames")
    if prefix and names:
        raise AwsError("ValidationError", "AlarmNames and AlarmNamePrefix cannot be used together.")
    rows = [alarm for name, alarm in sorted(call.table("alarms").items())
            if (not names or name in names) and name.startswith(prefix or "")]
    for alarm in rows:
        _evaluate(call, alarm)
    rows = [alarm for alarm in rows if call.get("StateValue", alarm["StateValue"]) == alarm["StateValue"]]
    if "MetricAlarm" not in call.get("AlarmTypes", ["MetricAlarm"]):
        rows = []
    shown, token = paging.page(call, "cloudwatch", rows, call.get("MaxRecords", 50), "MaxRecords")
    return {"MetricAlarms": shown, "CompositeAlarms": [], "NextToken": token}


def _all(call):
    known, names = call.table("alarms"), call.get("AlarmNames")
    missing = [name for name in names if name not in known]
    if missing:
        raise AwsError("ResourceNotFound", f"Alarm {missing[0]} does not exist", 404)
    return [known[name] for name in names]


@offers("cloudwatch", "DeleteAlarms")
def delete_alarms(call):
    """Deletes alarms, all or none."""
    for alarm in _all(call):
        call.table("alarms").pop(alarm["AlarmName"], None)


@offers("cloudwatch", "SetAlarmState")
def set_alarm_state(call):
    """Sets a state, which holds until new data of the metric are put."""
    alarm = call.table("alarms").get(call.get("AlarmName"))
    if alarm is None:
        raise AwsError("ResourceNotFound", f"Alarm {call.get('AlarmName')} does not exist", 404)
    _set(call, alarm, call.get("StateValue"), call.get("StateReason"), call.get("StateReasonData"))
    alarm["_forced"] = call.now


@offers("cloudwatch", "EnableAlarmActions")
def enable_alarm_actions(call):
    """Lets alarms act."""
    for name in call.get("AlarmNames"):
        call.table("alarms").get(name, {})["ActionsEnabled"] = True


@offers("cloudwatch", "DisableAlarmActions")
def disable_alarm_actions(call):
    """Lets alarms not act."""
    for name in call.get("AlarmNames"):
        call.table("alarms").get(name, {})["ActionsEnabled"] = False


@offers("cloudwatch", "DescribeAlarmHistory")
def describe_alarm_history(call):
    """What happened to alarms, newest first."""
    rows = call.region.tables["alarm-history"].get("all", [])
    rows = [row for row in rows if call.get("AlarmName", row["AlarmName"]) == row["AlarmName"]
            and call.get("HistoryItemType", row["HistoryItemType"]) == row["HistoryItemType"]]
    rows = rows if call.get("ScanBy") == "TimestampAscending" else rows[::-1]
    shown, token = paging.page(call, "cloudwatch", rows, call.get("MaxRecords", 50), "MaxRecords")
    return {"AlarmHistoryItems": shown, "NextToken": token}
