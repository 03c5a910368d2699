package io.shiyun.provider.ssh;

import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Another process that owns apps, for tests to kill. Its arguments are the folder of the state, then settings, key and value. */
final class SshOwnerMain {
    private static final PrintStream OUT = System.out;

    private SshOwnerMain() {}

    public static void main(String[] args) throws Exception {
        CloudConfig.Builder config = CloudConfig.builder(Testbed.CLOUD).folder(Path.of(args[0]));
        for (int i = 1; i < args.length; i += 2) {
            config.set(args[i], args[i + 1]);
        }
        try (Cloud cloud = Testbed.open(config.build())) {
            Apps apps = AppBed.apps(cloud);
            AppOrder order = AppBed.serves("kept", "r1", 2).build();
            AppBed.done(apps, apps.apply(order, Testbed.call()));
            OUT.println("serves");
            new CountDownLatch(1).await();
        }
    }
}
