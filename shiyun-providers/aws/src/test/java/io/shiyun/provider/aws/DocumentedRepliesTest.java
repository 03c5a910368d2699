package io.shiyun.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Alarm;
import io.shiyun.model.AlarmState;
import io.shiyun.model.Charge;
import io.shiyun.model.ChargeCategory;
import io.shiyun.model.Comparison;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Region;
import io.shiyun.model.Statistic;
import io.shiyun.spi.Alerts;
import io.shiyun.spi.ChargeQuery;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.Page;
import io.shiyun.tck.TckCall;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Rig;
import io.shiyun.wire.rig.Seen;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Replies in the forms that the API references of CloudWatch and Cost Explorer document, with values of this test: of these two the
 * models come without examples.
 */
class DocumentedRepliesTest {
    private static final Region REGION = Region.of("amazon", "us-east-1");
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");

    private interface Asking<T> {
        T of(Cloud cloud, TckCall call);
    }

    private static <T> T ask(Function<Seen, Recorded> aws, Asking<T> asking) throws IOException {
        try (Rig rig = Rig.start((seen, line) -> line.send(aws.apply(seen).bytes()))) {
            CloudConfig config = CloudConfig.builder(REGION.cloud())
                    .set("regions", "us-east-1")
                    .set("endpoint", rig.uri("").toString())
                    .set("access-key-id", "AKIDEXAMPLE")
                    .set("secret-access-key", "for-tests")
                    .clock(() -> Instant.parse("2026-11-21T12:00:00Z"))
                    .build();
            try (Cloud cloud = new AwsProvider(name -> null).connect(config)) {
                return asking.of(cloud, TckCall.of(Duration.ofSeconds(20)));
            }
        }
    }

    @Test
    void metric_data_are_told_to_the_last_digit() throws IOException {
        String known =
                "<ListMetricsResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><ListMetricsResult><Metrics>"
                        + "<member><Namespace>AWS/EC2</Namespace><MetricName>CPUUtilization</MetricName><Dimensions><member>"
                        + "<Name>InstanceId</Name><Value>i-1</Value></member></Dimensions></member></Metrics></ListMetricsResult>"
                        + "</ListMetricsResponse>";
        String data =
                "<GetMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><GetMetricDataResult>"
                        + "<MetricDataResults><member><Id>q0</Id><Label>CPUUtilization</Label><StatusCode>Complete</StatusCode>"
                        + "<Timestamps><member>2026-11-01T00:05:00Z</member><member>2026-11-01T00:00:00Z</member></Timestamps>"
                        + "<Values><member>42.125</member><member>0.1</member></Values></member></MetricDataResults><Messages/>"
                        + "</GetMetricDataResult></GetMetricDataResponse>";
        MetricQuery query = MetricQuery.builder("AWS/EC2:CPUUtilization", FROM, FROM.plusSeconds(600))
                .labels(Map.of("InstanceId", "i-1"))
                .step(Duration.ofMinutes(5))
                .build();
        List<MetricSeries> series = ask(
                seen -> Recorded.xml(200, seen.text().contains("Action=ListMetrics") ? known : data),
                (cloud, call) -> cloud.find(Metrics.class).orElseThrow().query(REGION, List.of(query), call));
        assertThat(series).hasSize(1);
        assertThat(series.get(0).labels()).isEqualTo(Map.of("InstanceId", "i-1"));
        assertThat(series.get(0).unit()).isEqualTo("%");
        assertThat(series.get(0).size()).isEqualTo(2);
        assertThat(series.get(0).time(0)).isEqualTo(FROM.toEpochMilli());
        assertThat(series.get(0).value(0)).isEqualTo(0.1);
        assertThat(series.get(0).value(1)).isEqualTo(42.125);
    }

    @Test
    void alarms_are_told_whole_and_those_without_a_metric_passed_over() throws IOException {
        String alarms =
                "<DescribeAlarmsResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><DescribeAlarmsResult>"
                        + "<MetricAlarms><member><AlarmName>busy</AlarmName><AlarmArn>arn:aws:cloudwatch:us-east-1:111122223333:alarm:busy"
                        + "</AlarmArn><ActionsEnabled>true</ActionsEnabled><AlarmActions><member>arn:aws:sns:us-east-1:111122223333:ops"
                        + "</member></AlarmActions><StateValue>ALARM</StateValue><StateUpdatedTimestamp>2026-11-01T00:00:00.123Z"
                        + "</StateUpdatedTimestamp><MetricName>CPUUtilization</MetricName><Namespace>AWS/EC2</Namespace><Statistic>Average"
                        + "</Statistic><Dimensions><member><Name>InstanceId</Name><Value>i-1</Value></member></Dimensions><Period>300</Period>"
                        + "<EvaluationPeriods>2</EvaluationPeriods><Threshold>80.5</Threshold><ComparisonOperator>GreaterThanThreshold"
                        + "</ComparisonOperator></member><member><AlarmName>sum</AlarmName><Metrics><member><Id>e1</Id><Expression>a+b"
                        + "</Expression></member></Metrics><StateValue>OK</StateValue></member></MetricAlarms></DescribeAlarmsResult>"
                        + "</DescribeAlarmsResponse>";
        Page<Alarm> page = ask(
                seen -> Recorded.xml(200, alarms),
                (cloud, call) -> cloud.find(Alerts.class).orElseThrow().list(REGION, Cursor.START, call));
        assertThat(page.items()).hasSize(1);
        Alarm alarm = page.items().get(0);
        assertThat(alarm.state()).isEqualTo(AlarmState.FIRING);
        assertThat(alarm.since()).contains(Instant.parse("2026-11-01T00:00:00.123Z"));
        assertThat(alarm.condition().metric()).isEqualTo("AWS/EC2:CPUUtilization");
        assertThat(alarm.condition().statistic()).isEqualTo(Statistic.AVERAGE);
        assertThat(alarm.condition().comparison()).isEqualTo(Comparison.ABOVE);
        assertThat(alarm.condition().threshold()).isEqualTo(80.5);
        assertThat(alarm.condition().held()).isEqualTo(Duration.ofMinutes(10));
        assertThat(alarm.targets()).containsExactly("arn:aws:sns:us-east-1:111122223333:ops");
    }

    private static String group(String first, String second, String billed, String effective) {
        return "{\"Keys\":[\"" + first + "\",\"" + second + "\"],\"Metrics\":{\"UnblendedCost\":{\"Amount\":\"" + billed
                + "\",\"Unit\":\"USD\"},\"AmortizedCost\":{\"Amount\":\"" + effective + "\",\"Unit\":\"USD\"}}}";
    }

    @Test
    void costs_are_told_to_the_last_digit_by_day_service_and_region() throws IOException {
        String day =
                "{\"GroupDefinitions\":[{\"Type\":\"DIMENSION\",\"Key\":\"SERVICE\"}],\"ResultsByTime\":[{\"TimePeriod\":"
                        + "{\"Start\":\"2026-11-01\",\"End\":\"2026-11-02\"},\"Total\":{},\"Estimated\":true,\"Groups\":[";
        String use =
                day + group("Amazon Elastic Compute Cloud - Compute", "us-east-1", "12.3456789012", "10.0000000001")
                        + "," + group("AmazonCloudWatch", "us-east-1", "0", "0") + "]}]}";
        String rest = day + group("Tax", "Amazon Elastic Compute Cloud - Compute", "1.5", "1.5") + "]}]}";
        ChargeQuery query = new ChargeQuery(REGION, FROM, FROM.plus(Duration.ofDays(1)));
        List<Charge> charges =
                ask(seen -> Recorded.json(200, seen.text().contains("\"Not\"") ? use : rest), (cloud, call) -> {
                    Costs costs = cloud.find(Costs.class).orElseThrow();
                    return io.shiyun.wire.Paging.all(call, from -> costs.charges(query, from, call));
                });
        assertThat(charges).hasSize(2);
        Charge compute = charges.get(0);
        assertThat(compute.service()).isEqualTo("Amazon Elastic Compute Cloud - Compute");
        assertThat(compute.billed().amount()).isEqualByComparingTo(new BigDecimal("12.3456789012"));
        assertThat(compute.effective().orElseThrow().amount()).isEqualByComparingTo(new BigDecimal("10.0000000001"));
        assertThat(compute.category()).isEqualTo(ChargeCategory.USAGE);
        assertThat(compute.from()).isEqualTo(FROM);
        assertThat(compute.to()).isEqualTo(FROM.plus(Duration.ofDays(1)));
        assertThat(charges.get(1).category()).isEqualTo(ChargeCategory.TAX);
    }
}
