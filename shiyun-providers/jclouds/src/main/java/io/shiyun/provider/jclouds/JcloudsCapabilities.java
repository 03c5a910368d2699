package io.shiyun.provider.jclouds;

import static io.shiyun.spi.Operation.BUCKETS_CREATE;
import static io.shiyun.spi.Operation.BUCKETS_RESTORE;
import static io.shiyun.spi.Operation.BUCKETS_STORAGE_CLASS;
import static io.shiyun.spi.Operation.HOSTS_CREATE;
import static io.shiyun.spi.Operation.HOSTS_DELETE;
import static io.shiyun.spi.Operation.HOSTS_GET;
import static io.shiyun.spi.Operation.HOSTS_LIST;
import static io.shiyun.spi.Operation.HOSTS_PROCEED;
import static io.shiyun.spi.Operation.HOSTS_REBOOT;
import static io.shiyun.spi.Operation.HOSTS_START;
import static io.shiyun.spi.Operation.HOSTS_STOP;
import static io.shiyun.spi.Operation.IMAGES_DELETE;
import static io.shiyun.spi.Operation.IMAGES_GET;
import static io.shiyun.spi.Operation.IMAGES_LIST;
import static io.shiyun.spi.Operation.IMAGES_PROCEED;
import static io.shiyun.spi.Operation.IMAGES_RESOLVE;
import static io.shiyun.spi.Operation.OFFERS_LIST;

import io.shiyun.spi.Buckets;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Support;
import java.time.Duration;
import java.util.List;

/** What jclouds can do at best, and what of it a cloud of one kind can. */
final class JcloudsCapabilities {
    /** After how long a host that was accepted is in every list; clouds that show it at once are the rule. */
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(3);

    static final Capabilities ALL = all();

    private JcloudsCapabilities() {}

    private static Capabilities all() {
        Capabilities.Builder all = Capabilities.builder();
        for (Class<? extends CloudService> service : List.of(Hosts.class, Images.class, Offers.class)) {
            all.with(Support.none("jclouds has no words for it that all clouds share"), operations(service));
        }
        all.full(HOSTS_LIST, HOSTS_GET, HOSTS_REBOOT, HOSTS_DELETE, HOSTS_PROCEED);
        all.with(
                Support.emulated(
                        "by name, size, image, networks, firewalls and tags; jclouds has no words that all clouds share for zones, disks, keys, user data and spot"),
                HOSTS_CREATE);
        all.with(
                Support.emulated("suspended and resumed, which keeps the memory too, as jclouds does it"),
                HOSTS_STOP,
                HOSTS_START);
        all.full(IMAGES_GET, IMAGES_RESOLVE, IMAGES_DELETE, IMAGES_PROCEED);
        all.with(Support.emulated("ready images alone, and not told whose they are"), IMAGES_LIST);
        all.full(OFFERS_LIST);
        all.full(operations(Buckets.class));
        all.with(Support.emulated("jclouds keeps no tags of buckets"), BUCKETS_CREATE);
        all.with(
                Support.none("jclouds sets the class when an object is written, and cannot move or restore it"),
                BUCKETS_STORAGE_CLASS,
                BUCKETS_RESTORE);
        all.guarantee(HOSTS_CREATE, Guarantee.tags(VISIBLE_WITHIN));
        return all.build();
    }

    /** Returns what of this a cloud of this kind can do. */
    static Capabilities narrow(Capabilities atBest, Kind kind) {
        Capabilities.Builder narrowed = atBest.toBuilder();
        if (!kind.compute()) {
            for (Class<? extends CloudService> service : List.of(Hosts.class, Images.class, Offers.class)) {
                narrowed.with(Support.none("'" + kind.id() + "' is a store of objects"), operations(service));
            }
            narrowed.guarantee(HOSTS_CREATE, Guarantee.NONE);
        }
        if (!kind.blobs()) {
            narrowed.with(Support.none("'" + kind.id() + "' keeps no objects"), operations(Buckets.class));
        }
        if (kind.compute() && !kind.keepsTags()) {
            narrowed.with(
                    Support.emulated("jclouds keeps no tags of hosts at '" + kind.id() + "'"),
                    HOSTS_CREATE,
                    HOSTS_LIST);
            narrowed.guarantee(HOSTS_CREATE, Guarantee.NONE);
        }
        return narrowed.build();
    }

    private static Operation[] operations(Class<? extends CloudService> service) {
        return Operation.of(service).toArray(Operation[]::new);
    }
}
