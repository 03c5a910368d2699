package io.shiyun.tck;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Secret;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Effect;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Level;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What holds for a provider and its sessions, whatever services they have. */
final class CloudRules {
    private CloudRules() {}

    static List<Rule> rules() {
        return List.of(
                rule("its id is a short name", CloudRules::id),
                rule("its settings are named and explained", CloudRules::settings),
                rule("a missing setting is named", CloudRules::missing),
                rule("connecting is quick and asks nobody", CloudRules::connect),
                rule("its services are the same objects each time", CloudRules::sameServices),
                rule("its regions are its own", CloudRules::regions),
                rule("a check of the account succeeds", bench -> bench.cloud().check(bench.call())),
                rule("a service is there if and only if one of its operations is", CloudRules::find),
                rule("a session never does more than the provider says", CloudRules::narrow),
                rule("an operation said to be none is unsupported", CloudRules::none),
                rule("an operation said to be there is written", CloudRules::written),
                rule("the claims are operations it does in full", CloudRules::claims),
                rule("no text shows a secret", CloudRules::secrets),
                rule("closing twice is harmless", CloudRules::closeTwice),
                rule("a closed session refuses in words", CloudRules::closed),
                rule("sessions leave no thread behind", CloudRules::threads));
    }

    private static Rule rule(String sentence, Rule.Body body) {
        return new Rule("cloud", sentence, List.of(), body);
    }

    private static void id(Bench bench) {
        String id = bench.provider().id();
        Expect.that(id.matches("[a-z][a-z0-9-]{0,39}"), "'%s' is not 1 to 40 lower-case letters, digits, hyphens", id);
        Expect.that(!bench.provider().title().isBlank(), "it has no title");
    }

    private static void settings(Bench bench) {
        Set<String> keys = new HashSet<>();
        for (Setting setting : bench.provider().settings()) {
            Expect.that(keys.add(setting.key()), "the setting '%s' is there twice", setting.key());
            Expect.that(
                    setting.key().matches("[a-z][a-z0-9-]*"),
                    "the setting '%s' is not lower-case words with hyphens",
                    setting.key());
            Expect.that(
                    setting.environment().matches("([A-Z][A-Z0-9_]*)?"),
                    "the environment variable '%s' is not upper-case words with underscores",
                    setting.environment());
            Expect.that(!setting.meaning().isBlank(), "the setting '%s' is not explained", setting.key());
        }
    }

    private static void missing(Bench bench) {
        List<Setting> required =
                bench.provider().settings().stream().filter(Setting::required).toList();
        if (required.isEmpty()) {
            throw new Absent("no setting is required");
        }
        CloudConfig full = bench.harness().config();
        for (Setting setting : required) {
            CloudConfig.Builder less = around(full);
            for (String key : full.keys()) {
                Optional<Secret> value = full.secret(key);
                if (!key.equals(setting.key()) && value.isPresent()) {
                    less.set(key, value.get());
                }
            }
            try {
                bench.provider().connect(less.build()).close();
                throw new AssertionError("connecting without '" + setting.key() + "' succeeded");
            } catch (IllegalArgumentException refusal) {
                String message = String.valueOf(refusal.getMessage());
                Expect.that(message.contains(setting.key()), "'%s' does not name %s", message, setting.key());
            }
        }
    }

    private static CloudConfig.Builder around(CloudConfig config) {
        return CloudConfig.builder(config.cloud())
                .clock(config.clock())
                .ticker(config.ticker())
                .executor(config.executor())
                .events(config.events());
    }

    private static void connect(Bench bench) {
        long start = System.nanoTime();
        bench.another().close();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Expect.that(took.compareTo(Duration.ofSeconds(2)) < 0, "connecting and closing took %s; 2 s is allowed", took);
    }

    private static void sameServices(Bench bench) {
        List<CloudService> first = bench.cloud().services();
        List<CloudService> second = bench.cloud().services();
        Expect.same(first.size(), second.size(), "the number of services asked for again");
        for (int i = 0; i < first.size(); i++) {
            Object a = first.get(i);
            Object b = second.get(i);
            Expect.that(System.identityHashCode(a) == System.identityHashCode(b), "%s became %s", a, b);
        }
    }

    private static void regions(Bench bench) {
        List<Region> regions = bench.cloud().regions();
        Expect.that(!regions.isEmpty(), "the session has no region");
        Expect.same(new HashSet<>(regions).size(), regions.size(), "the number of different regions");
        for (Region region : regions) {
            Expect.same(bench.harness().config().cloud(), region.cloud(), "the cloud of the region " + region.name());
        }
    }

    private static void find(Bench bench) {
        for (Class<? extends CloudService> service : services()) {
            boolean usable = Operation.of(service).stream()
                    .anyMatch(operation -> bench.capabilities().of(operation).usable());
            boolean found = bench.cloud().find(service).isPresent();
            Expect.that(
                    usable == found,
                    "find(%s) is %s, and its operations are %s",
                    service.getSimpleName(),
                    found ? "there" : "empty",
                    usable ? "usable" : "all NONE");
        }
    }

    private static void narrow(Bench bench) {
        Capabilities best = bench.provider().capabilities();
        for (Operation operation : Operation.values()) {
            Expect.that(
                    best.of(operation).usable()
                            || !bench.capabilities().of(operation).usable(),
                    "%s is NONE at best and %s in this session",
                    operation.label(),
                    bench.capabilities().of(operation).level());
        }
        for (Operation operation : Operation.values()) {
            Expect.that(
                    operation.effect() == Effect.CREATE
                            || bench.capabilities().guarantee(operation).equals(Guarantee.NONE),
                    "%s makes nothing, yet it has a guarantee",
                    operation.label());
        }
    }

    private static void none(Bench bench) {
        Samples samples = new Samples(bench);
        List<String> wrong = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            Optional<? extends CloudService> service = bench.cloud().find(operation.service());
            if (bench.capabilities().of(operation).usable() || service.isEmpty()) {
                continue;
            }
            try {
                samples.invoke(operation, service.get());
                wrong.add(operation.label() + " answered");
            } catch (CloudException refusal) {
                if (refusal.reason() != Reason.UNSUPPORTED || refusal.certainty() != Certainty.NOT_SENT) {
                    wrong.add(operation.label() + " threw " + refusal.problem() + " " + refusal.certainty());
                }
            } catch (RuntimeException other) {
                wrong.add(operation.label() + " threw " + other);
            }
        }
        Expect.that(wrong.isEmpty(), "an operation that is NONE throws UNSUPPORTED, NOT_SENT; but %s", wrong);
    }

    private static void written(Bench bench) {
        List<String> wrong = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            Optional<? extends CloudService> service = bench.cloud().find(operation.service());
            if (!bench.capabilities().of(operation).usable() || service.isEmpty()) {
                continue;
            }
            boolean inherited = Arrays.stream(service.get().getClass().getMethods())
                    .filter(method -> method.getName().equals(operation.method()) && !method.isBridge())
                    .anyMatch(method -> method.isDefault() && method.getDeclaringClass() == operation.service());
            if (inherited) {
                wrong.add(operation.label());
            }
        }
        Expect.that(wrong.isEmpty(), "said to be there, but left as the SPI has them: %s", wrong);
    }

    private static void claims(Bench bench) {
        Claims claims = bench.harness().claims();
        Expect.that(claims.unknown().isEmpty(), "the claims name what is no operation: %s", claims.unknown());
        List<String> broken = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            Level level = bench.capabilities().of(operation).level();
            if (claims.names(operation) && level != Level.FULL) {
                broken.add(operation.label() + " is " + level);
            }
        }
        Expect.that(broken.isEmpty(), "claimed in full, but %s", broken);
        if (claims.labels().isEmpty()) {
            throw new Absent("the provider's jar holds no claims");
        }
    }

    private static void secrets(Bench bench) {
        CloudConfig config = bench.harness().config();
        List<String> texts = new ArrayList<>(List.of(
                config.toString(),
                bench.provider().toString(),
                bench.cloud().toString(),
                bench.cloud().services().toString()));
        try {
            bench.cloud().check(bench.over());
        } catch (RuntimeException refusal) {
            texts.add(String.valueOf(refusal));
        }
        int checked = 0;
        for (Setting setting : bench.provider().settings()) {
            Optional<String> value = setting.secret() ? config.get(setting.key()) : Optional.empty();
            if (value.isEmpty() || value.get().length() < 4) {
                continue;
            }
            checked++;
            for (String text : texts) {
                Expect.that(!text.contains(value.get()), "the secret setting '%s' is shown", setting.key());
            }
        }
        if (checked == 0) {
            throw new Absent("no setting of 4 characters or more is secret");
        }
    }

    private static void closeTwice(Bench bench) {
        Cloud cloud = bench.another();
        cloud.close();
        cloud.close();
        bench.cloud().check(bench.call());
    }

    private static void closed(Bench bench) {
        Cloud cloud = bench.another();
        cloud.close();
        try {
            cloud.check(bench.call());
            throw new AssertionError("a closed session answered");
        } catch (CloudException refusal) {
            Expect.same(Certainty.NOT_SENT, refusal.certainty(), "the certainty of a call after close");
            Expect.that(!refusal.problem().message().isBlank(), "the refusal has no message");
        } catch (IllegalStateException refusal) {
            Expect.that(
                    !String.valueOf(refusal.getMessage()).isBlank() && refusal.getMessage() != null,
                    "the refusal has no message");
        }
    }

    /** A leak grows with every session; what starts once, as the reaper of processes or a pool that fills, does not. */
    private static void threads(Bench bench) throws Exception {
        bench.another().close();
        List<String> left = leftByThree(bench);
        for (int again = 0; again < 2 && left.size() >= 3; again++) {
            left = leftByThree(bench);
        }
        Expect.that(left.size() < 3, "three sessions left these threads behind after 10 s: %s", left);
    }

    private static List<String> leftByThree(Bench bench) throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        for (int i = 0; i < 3; i++) {
            Cloud cloud = bench.another();
            cloud.check(bench.call());
            cloud.close();
        }
        long start = System.nanoTime();
        List<String> left = leftOver(before);
        while (left.size() >= 3
                && System.nanoTime() - start < Duration.ofSeconds(10).toNanos()) {
            // JDK 17 ends the thread of its HTTP client when the client is collected, and offers no other way.
            System.gc();
            new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            left = leftOver(before);
        }
        return left;
    }

    private static List<String> leftOver(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .filter(thread -> !thread.getName().startsWith(CommandHarness.THREAD))
                .map(Thread::getName)
                .toList();
    }

    static Set<Class<? extends CloudService>> services() {
        Set<Class<? extends CloudService>> services = new LinkedHashSet<>();
        for (Operation operation : Operation.values()) {
            services.add(operation.service());
        }
        return services;
    }
}
