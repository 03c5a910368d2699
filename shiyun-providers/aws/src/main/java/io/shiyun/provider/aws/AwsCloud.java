package io.shiyun.provider.aws;

import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import java.util.List;

/** A session with one account. */
final class AwsCloud implements Cloud {
    private final AwsSettings settings;
    private final AwsClient aws;
    private final List<CloudService> services;

    AwsCloud(AwsSettings settings) {
        this.settings = settings;
        this.aws = new AwsClient(settings);
        Pace pace = new Pace(settings.config().clock());
        AwsHosts hosts = new AwsHosts(aws, settings, pace);
        AwsPlaces places = new AwsPlaces(aws);
        this.services = List.of(
                hosts,
                new AwsClusters(aws, settings, hosts, pace),
                new AwsImages(aws, settings, pace),
                new AwsRegistries(aws),
                new AwsAlerts(aws),
                new AwsMetrics(aws),
                new AwsOffers(aws, settings.config().clock()),
                new AwsCosts(aws, settings),
                new AwsQuotas(aws),
                places,
                new AwsNetworks(aws, places, pace),
                new AwsVolumes(aws, settings, places, pace));
    }

    @Override
    public List<CloudService> services() {
        return services;
    }

    /** Asks who the credentials belong to, which every caller may. */
    @Override
    public void check(Call call) {
        aws.query(Service.STS, settings.regions().get(0), Form.query(Service.STS, "GetCallerIdentity"), call);
    }

    @Override
    public List<Region> regions() {
        return settings.regions();
    }

    @Override
    public Capabilities narrow(Capabilities atBest, Call call) {
        return AwsCapabilities.with(settings.visibleWithin());
    }

    @Override
    public void close() {
        aws.close();
    }
}
