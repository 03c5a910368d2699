package io.shiyun.benchmarks.lists;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;

/** Lists the instances of EC2 by the AWS SDK, with the settings of {@code AWS_*}: {@code once} or {@code again N}. */
public final class AwsSdkLists {
    private AwsSdkLists() {}

    /** Lists. */
    public static void main(String[] args) throws Exception {
        Lister.run(args, AwsSdkLists::open);
    }

    private static Lister open() {
        Ec2Client ec2 = Ec2Client.builder()
                .endpointOverride(URI.create(System.getenv("AWS_ENDPOINT_URL")))
                .region(Region.of(System.getenv("AWS_REGION")))
                .build();
        return new Lister() {
            @Override
            public List<?> list() {
                return ec2
                        .describeInstancesPaginator(DescribeInstancesRequest.builder()
                                .maxResults(1000)
                                .build())
                        .reservations()
                        .stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .toList();
            }

            @Override
            public void close() {
                ec2.close();
            }
        };
    }
}
