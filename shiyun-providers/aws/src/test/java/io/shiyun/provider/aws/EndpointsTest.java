package io.shiyun.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Reason;
import io.shiyun.spi.CloudConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each service is reached, and by which region it is signed for. */
class EndpointsTest {
    private static AwsSettings settings(Map<String, String> environment, String... keysAndValues) {
        CloudConfig.Builder config = CloudConfig.builder(new CloudId("amazon"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.set(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new AwsSettings(config.build(), environment::get);
    }

    @ParameterizedTest
    @CsvSource({
        "EC2,us-east-1,https://ec2.us-east-1.amazonaws.com,us-east-1",
        "EC2,cn-north-1,https://ec2.cn-north-1.amazonaws.com.cn,cn-north-1",
        "EC2,us-gov-west-1,https://ec2.us-gov-west-1.amazonaws.com,us-gov-west-1",
        "EKS,eu-central-1,https://eks.eu-central-1.amazonaws.com,eu-central-1",
        "ECR,eu-west-1,https://api.ecr.eu-west-1.amazonaws.com,eu-west-1",
        "ECR,cn-northwest-1,https://api.ecr.cn-northwest-1.amazonaws.com.cn,cn-northwest-1",
        "CLOUDWATCH,ap-south-1,https://monitoring.ap-south-1.amazonaws.com,ap-south-1",
        "PRICING,eu-west-1,https://api.pricing.us-east-1.amazonaws.com,us-east-1",
        "PRICING,cn-north-1,https://api.pricing.cn-northwest-1.amazonaws.com.cn,cn-northwest-1",
        "COSTS,ap-south-1,https://ce.us-east-1.amazonaws.com,us-east-1",
        "COSTS,cn-north-1,https://ce.cn-northwest-1.amazonaws.com.cn,cn-northwest-1",
        "QUOTAS,sa-east-1,https://servicequotas.sa-east-1.amazonaws.com,sa-east-1",
        "STS,eu-west-1,https://sts.eu-west-1.amazonaws.com,eu-west-1",
    })
    void the_usual_ones_are_those_of_the_partition(Service service, String region, String address, String signed) {
        Endpoints.Endpoint endpoint = new Endpoints(settings(Map.of(), "regions", region)).of(service, region);
        assertThat(endpoint.uri()).hasToString(address);
        assertThat(endpoint.region()).isEqualTo(signed);
    }

    @Test
    void one_setting_serves_all_and_another_one_service() {
        Endpoints endpoints = new Endpoints(settings(
                Map.of("AWS_REGION", "us-east-1", "AWS_ENDPOINT_URL", "http://127.0.0.1:1/"),
                "endpoint-ec2",
                "http://127.0.0.1:2"));
        assertThat(endpoints.of(Service.EC2, "us-east-1").uri()).hasToString("http://127.0.0.1:2");
        assertThat(endpoints.of(Service.EKS, "us-east-1").uri()).hasToString("http://127.0.0.1:1");
    }

    @Test
    void a_partition_without_a_service_says_so() {
        Endpoints endpoints = new Endpoints(settings(Map.of(), "regions", "us-gov-west-1"));
        assertThatThrownBy(() -> endpoints.of(Service.PRICING, "us-gov-west-1"))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }

    @Test
    void a_region_that_is_no_name_never_becomes_a_host() {
        Endpoints endpoints = new Endpoints(settings(Map.of(), "regions", "us-east-1"));
        assertThatThrownBy(() -> endpoints.of(Service.EC2, "evil.example/"))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void settings_that_cannot_be_right_are_named() {
        assertThatThrownBy(() -> settings(Map.of()))
                .hasMessageContaining("regions")
                .hasMessageContaining("AWS_REGION");
        assertThatThrownBy(() -> new Endpoints(settings(Map.of(), "regions", "us-east-1", "endpoint", "nonsense")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'endpoint'");
        assertThatThrownBy(() -> settings(Map.of(), "regions", "us-east-1", "visible-within", "soon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("visible-within");
    }
}
