package io.shiyun.provider.aws;

import io.shiyun.model.Alarm;
import io.shiyun.model.AlarmCondition;
import io.shiyun.model.AlarmState;
import io.shiyun.model.AlertId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Comparison;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Statistic;
import io.shiyun.spi.AlarmOrder;
import io.shiyun.spi.Alerts;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Xml;
import java.time.Duration;
import java.util.List;

/** Alarm rules are CloudWatch's metric alarms; what tells somebody is an ARN, such as that of a topic. */
final class AwsAlerts implements Alerts {
    private static final int PAGE = 100;
    private final AwsClient aws;

    AwsAlerts(AwsClient aws) {
        this.aws = aws;
    }

    @Override
    public Alarm put(AlarmOrder order, Call call) {
        AlarmCondition condition = order.condition();
        MetricNames metric = MetricNames.parse(condition.metric());
        long period = MetricNames.period(condition.period());
        long periods = Math.max(1, (condition.held().toSeconds() + period - 1) / period);
        String statistic = MetricNames.statistic(condition.statistic());
        Form form = Form.query(Service.CLOUDWATCH, "PutMetricAlarm")
                .put("AlarmName", order.name())
                .put("AlarmDescription", order.description())
                .put("Namespace", metric.namespace())
                .put("MetricName", metric.name())
                .put(statistic.startsWith("p") ? "ExtendedStatistic" : "Statistic", statistic)
                .put("Period", period)
                .put("EvaluationPeriods", periods)
                .put("Threshold", Double.toString(condition.threshold()))
                .put("ComparisonOperator", operator(condition.comparison()))
                .list("AlarmActions", order.targets());
        MetricNames.put(form, "Dimensions", condition.labels());
        aws.query(Service.CLOUDWATCH, order.region(), form, call);
        return get(new AlertId(order.region(), order.name()), call);
    }

    @Override
    public Page<Alarm> list(Region region, Cursor from, Call call) {
        Form form = Form.query(Service.CLOUDWATCH, "DescribeAlarms").put("MaxRecords", PAGE);
        form.list("AlarmTypes", List.of("MetricAlarm"));
        if (!from.equals(Cursor.START)) {
            form.put("NextToken", from.value());
        }
        Xml result = aws.query(Service.CLOUDWATCH, region, form, call);
        return Paging.page(read(region, result), from, result.optional("NextToken"));
    }

    @Override
    public Alarm get(AlertId id, Call call) {
        Form form = Form.query(Service.CLOUDWATCH, "DescribeAlarms").list("AlarmNames", List.of(id.value()));
        return read(id.region(), aws.query(Service.CLOUDWATCH, id.region(), form, call)).stream()
                .findFirst()
                .orElseThrow(() -> CloudException.rejected(Reason.NOT_FOUND, "there is no alarm " + id)
                        .build());
    }

    @Override
    public void delete(AlertId id, Call call) {
        Form form = Form.query(Service.CLOUDWATCH, "DeleteAlarms").list("AlarmNames", List.of(id.value()));
        try {
            aws.query(Service.CLOUDWATCH, id.region(), form, call);
        } catch (CloudException refusal) {
            if (refusal.reason() != Reason.NOT_FOUND) {
                throw refusal;
            }
        }
    }

    /** Alarms on more than one metric have no single condition and are passed over. */
    private static List<Alarm> read(Region region, Xml result) {
        return result.items("MetricAlarms.member").stream()
                .filter(alarm -> alarm.has("MetricName"))
                .map(alarm -> alarm(region, alarm))
                .toList();
    }

    static Alarm alarm(Region region, Xml alarm) {
        return Checked.read(alarm, () -> alarmOf(region, alarm));
    }

    private static Alarm alarmOf(Region region, Xml alarm) {
        String name = alarm.text("AlarmName");
        String word = alarm.text("StateValue", "");
        Alarm.Builder built = Alarm.builder(new AlertId(region, name), name, condition(alarm), state(word))
                .nativeState(word)
                .targets(alarm.items("AlarmActions.member").stream()
                        .map(Xml::text)
                        .toList());
        alarm.instant("StateUpdatedTimestamp").ifPresent(built::since);
        return built.build();
    }

    private static AlarmCondition condition(Xml alarm) {
        MetricNames metric = new MetricNames(alarm.text("Namespace", ""), alarm.text("MetricName"));
        Statistic statistic = MetricNames.statistic(alarm.text("Statistic", alarm.text("ExtendedStatistic", "")));
        Duration period = Duration.ofSeconds(alarm.whole("Period", 60));
        return AlarmCondition.builder(
                        metric.text(),
                        statistic,
                        period,
                        comparison(alarm.text("ComparisonOperator", "")),
                        number(alarm.at("Threshold")))
                .labels(MetricNames.dimensions(alarm))
                .held(period.multipliedBy(alarm.whole("EvaluationPeriods", 1)))
                .build();
    }

    private static double number(Xml threshold) {
        try {
            return threshold.missing() ? Double.NaN : Double.parseDouble(threshold.text());
        } catch (NumberFormatException e) {
            throw threshold.wrong("a number");
        }
    }

    private static String operator(Comparison comparison) {
        return switch (comparison) {
            case ABOVE -> "GreaterThanThreshold";
            case AT_LEAST -> "GreaterThanOrEqualToThreshold";
            case BELOW -> "LessThanThreshold";
            case AT_MOST -> "LessThanOrEqualToThreshold";
            default ->
                throw CloudException.notSent(Reason.INVALID, "CloudWatch cannot compare by " + comparison)
                        .build();
        };
    }

    /** An operator that compares with a band instead of a threshold has no equal here. */
    private static Comparison comparison(String operator) {
        for (Comparison each : Comparison.values()) {
            if (operator(each).equals(operator)) {
                return each;
            }
        }
        return operator.startsWith("Less") ? Comparison.BELOW : Comparison.ABOVE;
    }

    static AlarmState state(String word) {
        return switch (word) {
            case "OK" -> AlarmState.OK;
            case "ALARM" -> AlarmState.FIRING;
            case "INSUFFICIENT_DATA" -> AlarmState.NO_DATA;
            default -> AlarmState.UNKNOWN;
        };
    }
}
