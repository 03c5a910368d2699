package io.shiyun.benchmarks.lists;

import io.shiyun.model.CloudId;
import io.shiyun.model.Host;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Page;
import io.shiyun.spi.Providers;
import io.shiyun.spi.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code PROVIDER PREFIX once} or {@code PROVIDER PREFIX again N}; settings come from the environment variables that the
 * provider names, behind the prefix.
 */
public final class ShiyunLists {
    private ShiyunLists() {}

    /** Lists. */
    public static void main(String[] args) throws Exception {
        Lister.run(Arrays.copyOfRange(args, 2, args.length), () -> open(args[0], args[1]));
    }

    private static Lister open(String id, String prefix) {
        CloudProvider provider = Providers.onClassPath().get(id);
        CloudConfig.Builder config = CloudConfig.builder(new CloudId("bench"));
        for (Setting setting : provider.settings()) {
            String value = setting.environment().isEmpty() ? null : System.getenv(prefix + setting.environment());
            if (value != null) {
                config.set(setting.key(), value);
            }
        }
        Cloud cloud = provider.connect(config.build());
        Hosts hosts = cloud.find(Hosts.class).orElseThrow();
        return new Lister() {
            @Override
            public List<Host> list() {
                List<Host> all = new ArrayList<>();
                Optional<Cursor> next = Optional.of(Cursor.START);
                while (next.isPresent()) {
                    Page<Host> page = hosts.list(HostQuery.all(cloud.regions().get(0)), next.get(), Call.within(Duration.ofMinutes(1)));
                    all.addAll(page.items());
                    next = page.next();
                }
                return all;
            }

            @Override
            public void close() {
                cloud.close();
            }
        };
    }
}
