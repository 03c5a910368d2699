package io.shiyun.provider.jclouds;

import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import java.util.ArrayList;
import java.util.List;

/** An open session with a cloud of jclouds. */
final class JcloudsCloud implements Cloud {
    private final Session session;
    private final List<CloudService> services;

    JcloudsCloud(Session session) {
        this.session = session;
        List<CloudService> all = new ArrayList<>();
        if (session.kind().compute()) {
            Catalogue catalogue = new Catalogue(session);
            all.add(new JcloudsHosts(session, catalogue));
            all.add(new JcloudsImages(session, catalogue));
            all.add(new JcloudsOffers(session, catalogue));
        }
        if (session.kind().blobs()) {
            all.add(new JcloudsBuckets(session));
        }
        this.services = List.copyOf(all);
    }

    @Override
    public List<CloudService> services() {
        return services;
    }

    @Override
    public void check(Call call) {
        session.read(
                session.options().regions().get(0),
                call,
                () -> session.kind().compute()
                        ? session.compute().hardware().get().size()
                        : session.blobs().list().size());
    }

    @Override
    public List<Region> regions() {
        return session.options().regions();
    }

    @Override
    public Capabilities narrow(Capabilities atBest, Call call) {
        return JcloudsCapabilities.narrow(atBest, session.kind());
    }

    @Override
    public void close() {
        session.close();
    }

    @Override
    public String toString() {
        return "JcloudsCloud[" + session.options().cloud() + ", "
                + session.kind().id() + "]";
    }
}
