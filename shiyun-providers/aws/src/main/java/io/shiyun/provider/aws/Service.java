package io.shiyun.provider.aws;

import java.util.Locale;

/** The services of AWS that are spoken to: how their endpoint and their signature are named, and which interface they speak. */
enum Service {
    EC2("ec2", "ec2", "2016-11-15"),
    EKS("eks", "eks", ""),
    ECR("api.ecr", "ecr", "AmazonEC2ContainerRegistry_V20150921"),
    CLOUDWATCH("monitoring", "monitoring", "2010-08-01"),
    PRICING("api.pricing", "pricing", "AWSPriceListService"),
    COSTS("ce", "ce", "AWSInsightsIndexService"),
    QUOTAS("servicequotas", "servicequotas", "ServiceQuotasV20190624"),
    STS("sts", "sts", "2011-06-15");

    private final String host;
    private final String signing;
    private final String version;

    Service(String host, String signing, String version) {
        this.host = host;
        this.signing = signing;
        this.version = version;
    }

    /** Returns the first part of the host name. */
    String host() {
        return host;
    }

    /** Returns the name that signatures are made for. */
    String signing() {
        return signing;
    }

    /** Returns the version of a form interface, or what stands before the operation in {@code X-Amz-Target}. */
    String version() {
        return version;
    }

    /** Returns the key of the setting that gives its endpoint. */
    String endpointKey() {
        return "endpoint-" + name().toLowerCase(Locale.ROOT);
    }
}
