package io.shiyun.tck;

import static io.shiyun.spi.Operation.CLUSTERS_CORDON;
import static io.shiyun.spi.Operation.CLUSTERS_CREATE;
import static io.shiyun.spi.Operation.CLUSTERS_DELETE;
import static io.shiyun.spi.Operation.CLUSTERS_DRAIN;
import static io.shiyun.spi.Operation.CLUSTERS_GET;
import static io.shiyun.spi.Operation.CLUSTERS_KUBECONFIG;
import static io.shiyun.spi.Operation.CLUSTERS_LIST;
import static io.shiyun.spi.Operation.CLUSTERS_NODES;
import static io.shiyun.spi.Operation.CLUSTERS_POOL;
import static io.shiyun.spi.Operation.CLUSTERS_REMOVE_POOL;
import static io.shiyun.spi.Operation.CLUSTERS_UPDATE;
import static io.shiyun.spi.Operation.MIDDLEWARE_BIND;
import static io.shiyun.spi.Operation.MIDDLEWARE_CREATE;
import static io.shiyun.spi.Operation.MIDDLEWARE_DELETE;
import static io.shiyun.spi.Operation.MIDDLEWARE_GET;
import static io.shiyun.spi.Operation.MIDDLEWARE_LIST;
import static io.shiyun.spi.Operation.REGISTRIES_DELETE;
import static io.shiyun.spi.Operation.REGISTRIES_DELETE_VERSION;
import static io.shiyun.spi.Operation.REGISTRIES_LOGIN;
import static io.shiyun.spi.Operation.REGISTRIES_PUT;
import static io.shiyun.spi.Operation.REGISTRIES_REPOSITORIES;
import static io.shiyun.spi.Operation.REGISTRIES_VERSIONS;

import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.MiddlewareId;
import io.shiyun.model.MiddlewareInstance;
import io.shiyun.model.Node;
import io.shiyun.model.PoolId;
import io.shiyun.model.Reason;
import io.shiyun.model.RegistryLogin;
import io.shiyun.model.Repository;
import io.shiyun.model.RepositoryId;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Scaling;
import io.shiyun.spi.Binding;
import io.shiyun.spi.ClusterOrder;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Middleware;
import io.shiyun.spi.MiddlewareOrder;
import io.shiyun.spi.Operation;
import io.shiyun.spi.PoolOrder;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Registries;
import io.shiyun.spi.RepositoryOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Clusters, registries and middleware. */
final class PlatformRules {
    private PlatformRules() {}

    static List<Rule> rules() {
        return List.of(
                cluster("a cluster is made once, found, listed and deleted", PlatformRules::cluster, CLUSTERS_LIST),
                cluster(
                        "a pool is added, resized and removed with its nodes",
                        PlatformRules::pool,
                        CLUSTERS_POOL,
                        CLUSTERS_REMOVE_POOL,
                        CLUSTERS_NODES),
                cluster(
                        "a node is kept free of work and emptied",
                        PlatformRules::node,
                        CLUSTERS_NODES,
                        CLUSTERS_CORDON,
                        CLUSTERS_DRAIN),
                cluster(
                        "a kubeconfig opens the cluster and is not shown",
                        PlatformRules::kubeconfig,
                        CLUSTERS_KUBECONFIG),
                cluster("a version that is older is refused", PlatformRules::version, CLUSTERS_UPDATE),
                rule(
                        "registries",
                        "a repository is made so, listed and deleted",
                        PlatformRules::repository,
                        REGISTRIES_PUT,
                        REGISTRIES_REPOSITORIES,
                        REGISTRIES_VERSIONS,
                        REGISTRIES_DELETE),
                rule(
                        "registries",
                        "deleting an image that is gone is done",
                        PlatformRules::noVersion,
                        REGISTRIES_PUT,
                        REGISTRIES_DELETE_VERSION,
                        REGISTRIES_DELETE),
                rule("registries", "a login has an address and is not shown", PlatformRules::login, REGISTRIES_LOGIN),
                rule(
                        "middleware",
                        "an instance is made once, bound and deleted",
                        PlatformRules::middleware,
                        MIDDLEWARE_CREATE,
                        MIDDLEWARE_GET,
                        MIDDLEWARE_LIST,
                        MIDDLEWARE_BIND,
                        MIDDLEWARE_DELETE));
    }

    private static Rule rule(String section, String sentence, Rule.Body body, Operation... needs) {
        return new Rule(section, sentence, List.of(needs), body);
    }

    private static Rule cluster(String sentence, Rule.Body body, Operation... more) {
        List<Operation> needs = new ArrayList<>(List.of(CLUSTERS_CREATE, CLUSTERS_GET, CLUSTERS_DELETE));
        needs.addAll(List.of(more));
        return new Rule("clusters", sentence, needs, body);
    }

    private static Clusters clusters(Bench bench) {
        return bench.service(Clusters.class);
    }

    private static Cluster follow(Bench bench, Progress<Cluster> progress) {
        Intent intent = bench.intent();
        return bench.done(progress, ticket -> clusters(bench).proceed(ticket, intent, bench.call()));
    }

    private static PoolOrder poolOf(Bench bench, String name, int nodes) {
        return PoolOrder.builder(name, bench.fixtures().shape(), Scaling.fixed(nodes))
                .build();
    }

    private static Cluster newCluster(Bench bench) {
        return newCluster(bench, clusterOrder(bench), bench.intent());
    }

    private static ClusterOrder clusterOrder(Bench bench) {
        return ClusterOrder.builder(bench.region(), bench.name("cluster"))
                .pools(List.of(poolOf(bench, "main", 1)))
                .tags(Map.of("tck-hint", "cluster"))
                .build();
    }

    private static Cluster newCluster(Bench bench, ClusterOrder order, Intent intent) {
        Progress<Cluster> first = clusters(bench).create(order, intent, bench.call());
        Cluster made = bench.done(first, ticket -> clusters(bench).proceed(ticket, intent, bench.call()));
        bench.later("cluster " + made.id(), () -> follow(bench, clusters(bench).delete(made.id(), bench.call())));
        return made;
    }

    private static void cluster(Bench bench) throws Exception {
        ClusterOrder order = clusterOrder(bench);
        Intent intent = bench.intent();
        Cluster made = newCluster(bench, order, intent);
        Expect.same(ResourceState.READY, made.state(), "the state of a created cluster");
        Expect.that(made.tags().entrySet().containsAll(intent.tags().entrySet()), "its tags are %s", made.tags());
        if (bench.keepsTokens(CLUSTERS_CREATE)) {
            Expect.same(made.id(), newCluster(bench, order, intent).id(), "the cluster of the same intent");
        }
        ClusterId id = made.id();
        Expect.same(order.name(), clusters(bench).get(id, bench.call()).name(), "the name of the cluster");
        bench.until(
                "the cluster is listed",
                () ->
                        bench
                                .all(cursor -> clusters(bench).list(bench.region(), cursor, bench.call()), Cluster::id)
                                .stream()
                                .anyMatch(cluster -> cluster.id().equals(id)));
        for (int i = 0; i < 2; i++) {
            Cluster gone = follow(bench, clusters(bench).delete(id, bench.call()));
            Expect.same(ResourceState.DELETED, gone.state(), "the state of a deleted cluster");
        }
        Expect.refused("getting a deleted cluster", () -> clusters(bench).get(id, bench.call()), Reason.NOT_FOUND);
    }

    private static void pool(Bench bench) {
        ClusterId id = newCluster(bench).id();
        Intent intent = bench.intent();
        for (int nodes : new int[] {1, 2}) {
            PoolOrder order = poolOf(bench, "more", nodes);
            bench.done(
                    clusters(bench).pool(id, order, intent, bench.call()),
                    ticket -> clusters(bench).proceed(ticket, intent, bench.call()));
            Expect.same(1 + nodes, clusters(bench).nodes(id, bench.call()).size(), "the number of nodes");
        }
        for (int i = 0; i < 2; i++) {
            follow(bench, clusters(bench).removePool(new PoolId(id, "more"), bench.call()));
        }
        Expect.same(1, clusters(bench).nodes(id, bench.call()).size(), "the nodes after a pool was removed");
    }

    private static void node(Bench bench) {
        ClusterId id = newCluster(bench).id();
        Node node = clusters(bench).nodes(id, bench.call()).get(0);
        Expect.same(id, node.cluster(), "the cluster of a node");
        Expect.that(clusters(bench).cordon(node, true, bench.call()).cordoned(), "the node still takes work");
        Expect.that(!clusters(bench).cordon(node, false, bench.call()).cordoned(), "the node takes no work");
        follow(bench, clusters(bench).drain(node, Duration.ofSeconds(1), bench.call()));
    }

    private static void kubeconfig(Bench bench) {
        ClusterId id = newCluster(bench).id();
        var config = clusters(bench).kubeconfig(id, bench.call());
        String yaml = config.yaml().reveal();
        Expect.that(yaml.contains("clusters:"), "a kubeconfig of %s characters names no cluster", yaml.length());
        Expect.that(!config.toString().contains(yaml), "its text shows the keys");
    }

    private static void version(Bench bench) {
        Cluster made = newCluster(bench);
        Expect.refused(
                "moving to version 0.1", () -> clusters(bench).update(made.id(), "0.1", bench.call()), Reason.INVALID);
    }

    private static Registries registries(Bench bench) {
        return bench.service(Registries.class);
    }

    private static RepositoryOrder repositoryOrder(Bench bench) {
        RepositoryOrder order = RepositoryOrder.builder(bench.region(), bench.name("repository"))
                .description("of the contract")
                .build();
        bench.later("repository " + order.repository(), () -> {
            registries(bench).delete(order.repository(), bench.call());
            return true;
        });
        return order;
    }

    private static void repository(Bench bench) throws Exception {
        RepositoryOrder order = repositoryOrder(bench);
        for (int i = 0; i < 2; i++) {
            Repository made = registries(bench).put(order, bench.call());
            Expect.same(order.repository(), made.id(), "the id of the repository");
            Expect.that(!made.address().isBlank(), "the repository has no address");
        }
        RepositoryId id = order.repository();
        bench.until("the repository is listed", () -> listed(bench, id));
        var versions =
                bench.all(cursor -> registries(bench).versions(id, cursor, bench.call()), version -> version.digest());
        Expect.that(versions.isEmpty(), "a new repository holds %s", versions);
        for (int i = 0; i < 2; i++) {
            registries(bench).delete(id, bench.call());
        }
        bench.until("the deleted repository is in no list", () -> !listed(bench, id));
    }

    private static boolean listed(Bench bench, RepositoryId id) {
        return bench
                .all(cursor -> registries(bench).repositories(bench.region(), cursor, bench.call()), Repository::id)
                .stream()
                .anyMatch(repository -> repository.id().equals(id));
    }

    private static void noVersion(Bench bench) {
        RepositoryOrder order = repositoryOrder(bench);
        registries(bench).put(order, bench.call());
        registries(bench).deleteVersion(order.repository(), "sha256:" + "0".repeat(64), bench.call());
    }

    private static void login(Bench bench) {
        RegistryLogin login = registries(bench).login(bench.region(), bench.call());
        Expect.that(!login.address().isBlank() && !login.user().isBlank(), "the login is not whole: %s", login);
        Expect.that(!login.address().contains("://"), "the address '%s' has a scheme", login.address());
        Expect.that(!login.toString().contains(login.password().reveal()), "its text shows the password");
    }

    private static Middleware middle(Bench bench) {
        return bench.service(Middleware.class);
    }

    private static MiddlewareInstance end(Bench bench, Progress<MiddlewareInstance> progress, Intent intent) {
        return bench.done(progress, ticket -> middle(bench).proceed(ticket, intent, bench.call()));
    }

    private static MiddlewareInstance order(Bench bench, String engine, String name, Intent intent) {
        MiddlewareOrder order = MiddlewareOrder.builder(
                        bench.region(), name, engine, bench.fixtures().shape())
                .tags(Map.of("tck-hint", "middleware"))
                .build();
        return end(bench, middle(bench).create(order, intent, bench.call()), intent);
    }

    private static String engine(Bench bench, String name, Intent intent) {
        List<String> engines = bench.harness()
                .option("middleware.engine")
                .map(List::of)
                .orElse(List.of("postgresql", "redis", "kafka"));
        for (String engine : engines) {
            try {
                order(bench, engine, name, intent);
                return engine;
            } catch (CloudException refusal) {
                Expect.same(Reason.INVALID, refusal.reason(), "the refusal of the engine " + engine);
            }
        }
        throw new AssertionError("none of these is taken: " + engines + "; name one as tck.middleware.engine");
    }

    private static void middleware(Bench bench) throws Exception {
        String name = bench.name("middleware");
        Intent intent = bench.intent();
        bench.later("middleware " + name, () -> {
            for (MiddlewareInstance made : named(bench, name)) {
                end(bench, middle(bench).delete(made.id(), bench.call()), intent);
            }
            return true;
        });
        String engine = engine(bench, name, intent);
        bench.until("the instance is listed", () -> named(bench, name).size() == 1);
        MiddlewareId id = named(bench, name).get(0).id();
        if (bench.keepsTokens(MIDDLEWARE_CREATE)) {
            Expect.same(id, order(bench, engine, name, intent).id(), "the instance of the same intent");
        }
        MiddlewareInstance found = middle(bench).get(id, bench.call());
        Expect.same(ResourceState.READY, found.state(), "the state of the instance");
        Expect.same(engine, found.engine(), "the engine");
        AppId app = new AppId(bench.fixtures().project(), "none");
        Binding binding = middle(bench).bind(id, app, bench.call());
        Expect.that(!binding.secrets().isEmpty(), "the binding has nothing that an app could use");
        binding.secrets()
                .forEach((key, secret) ->
                        Expect.that(!binding.toString().contains(secret.reveal()), "its text shows %s", key));
        for (int i = 0; i < 2; i++) {
            end(bench, middle(bench).delete(id, bench.call()), intent);
        }
        Expect.refused("getting a deleted instance", () -> middle(bench).get(id, bench.call()), Reason.NOT_FOUND);
    }

    private static List<MiddlewareInstance> named(Bench bench, String name) {
        return bench
                .all(cursor -> middle(bench).list(bench.region(), cursor, bench.call()), MiddlewareInstance::id)
                .stream()
                .filter(made -> made.name().equals(name))
                .toList();
    }
}
