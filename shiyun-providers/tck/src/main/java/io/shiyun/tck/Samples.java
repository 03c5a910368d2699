package io.shiyun.tck;

import io.shiyun.model.*;
import io.shiyun.spi.*;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Well-formed arguments for operations that a provider says it does not have: an answer must not depend on them. */
final class Samples {
    private final Map<Class<?>, Object> values = new HashMap<>();

    Samples(Bench bench) {
        Region region = bench.region();
        HostId host = new HostId(region, "none");
        ImageId image = new ImageId(region, "none");
        Shape shape = new Shape("none");
        ClusterId cluster = new ClusterId(region, "none");
        ProjectId project = new ProjectId(region, "none");
        AppId app = new AppId(project, "none");
        JobId job = new JobId(project, "none");
        VolumeId volume = new VolumeId(region, "none");
        BucketId bucket = new BucketId(region, "none");
        ObjectKey key = new ObjectKey(bucket, "none");
        Instant now = bench.harness().config().clock().instant();
        AlarmCondition condition = AlarmCondition.builder(
                        "none", Statistic.AVERAGE, Duration.ofMinutes(1), Comparison.ABOVE, 1)
                .build();
        PoolOrder pool = PoolOrder.builder("none", shape, Scaling.fixed(1)).build();
        BalancerOrder balancer =
                BalancerOrder.builder(region, "none", List.of()).build();
        put(
                region,
                host,
                image,
                shape,
                cluster,
                project,
                app,
                job,
                volume,
                bucket,
                key,
                pool,
                balancer,
                new Zone(region, "none"),
                new SnapshotId(region, "none"),
                new NetworkId(region, "none"),
                new FirewallId(region, "none"),
                new AddressId(region, "none"),
                new BalancerId(region, "none"),
                new AlertId(region, "none"),
                new RepositoryId(region, "none"),
                new MiddlewareId(region, "none"),
                new PoolId(cluster, "none"),
                new ServiceId(project, "none"),
                new ReplicaId(app, "none"),
                bench.intent(),
                Cursor.START,
                Stop.KEEP,
                Pipes.none(),
                Range.ALL,
                StorageClass.STANDARD,
                Bytes.gib(1),
                Duration.ofSeconds(1),
                Scaling.fixed(1),
                Optional.empty(),
                "none",
                1,
                1L,
                false,
                Ticket.of(region, "none", "none"),
                Command.of("none"),
                new Terminal(80, 24, "dumb"),
                new HostQuery(region, Map.of()),
                new ObjectQuery(bucket, ""),
                new ChargeQuery(region, now, now.plusSeconds(1)),
                HostOrder.builder(region, "none", shape, image).build(),
                HostAddress.builder(region, "none", "127.0.0.1").build(),
                new FileOrder(host, "none", "rw-------"),
                ImageOrder.builder(host, "none").build(),
                ClusterOrder.builder(region, "none").build(),
                RepositoryOrder.builder(region, "none").build(),
                ProjectOrder.builder(region, "none").build(),
                AppOrder.builder(project, "none", "none").build(),
                ServiceOrder.builder(project, "none").build(),
                JobOrder.builder(project, "none").build(),
                JobRun.builder(job, "none", JobState.UNKNOWN).build(),
                LogQuery.builder().build(),
                AlarmOrder.builder(region, "none", condition).build(),
                OfferQuery.hosts(region),
                NetworkOrder.builder(region, "none", "10.0.0.0/16").build(),
                FirewallOrder.builder(region, "none").build(),
                AddressOrder.builder(region, "none").build(),
                VolumeOrder.builder(region, "none", Bytes.gib(1)).build(),
                SnapshotOrder.builder(volume, "none").build(),
                BucketOrder.builder(region, "none").build(),
                ObjectOrder.builder(bucket, "none", 0).build(),
                new Upload(key, "none"),
                MiddlewareOrder.builder(region, "none", "redis", shape).build(),
                Node.builder(cluster, "none").build());
        values.put(Map.class, Map.of());
        values.put(List.class, List.of());
        values.put(Call.class, bench.call());
        values.put(InputStream.class, new ByteArrayInputStream(new byte[0]));
        values.put(OutputStream.class, OutputStream.nullOutputStream());
        Consumer<Object> nobody = thing -> {};
        values.put(Consumer.class, nobody);
        values.put(int.class, 1);
        values.put(long.class, 1L);
        values.put(boolean.class, false);
        values.put(Scaling.class, Scaling.fixed(1));
    }

    private void put(Object... samples) {
        for (Object sample : samples) {
            values.put(sample.getClass(), sample);
        }
    }

    /** Asks a service for an operation and throws what it throws. */
    void invoke(Operation operation, CloudService service) {
        Method method = Arrays.stream(operation.service().getMethods())
                .filter(each -> each.getName().equals(operation.method()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the SPI has no " + operation.label()));
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(this::sample).toArray();
        try {
            method.invoke(service, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(operation.label() + " threw " + e.getCause(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(operation.label() + " cannot be called", e);
        }
    }

    private Object sample(Class<?> type) {
        Object value = values.get(type);
        if (value == null) {
            throw new AssertionError("the contract has no sample of " + type.getSimpleName());
        }
        return value;
    }
}
