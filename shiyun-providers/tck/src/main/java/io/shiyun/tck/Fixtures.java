package io.shiyun.tck;

import io.shiyun.model.Architecture;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Layer;
import io.shiyun.model.Offer;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Purchase;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import io.shiyun.spi.Apps;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Jobs;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Places;
import io.shiyun.spi.ProjectOrder;
import io.shiyun.spi.Projects;
import io.shiyun.spi.Services;
import io.shiyun.spi.Shells;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Things that several rules use: sizes, an image, a running host, a project. Made when first asked for, kept for the run. */
final class Fixtures {
    private final Bench bench;
    private final List<Intent> intents = new CopyOnWriteArrayList<>();
    private @Nullable List<Offer> offers;
    private @Nullable HostId host;
    private @Nullable ProjectId project;

    Fixtures(Bench bench) {
        this.bench = bench;
    }

    /** Returns the size to use. */
    Shape shape() {
        Optional<String> told = bench.harness().option("shape");
        return told.map(Shape::new).orElseGet(() -> onSale(0).shape());
    }

    /** Returns another size, for the same images. */
    Shape otherShape() {
        Optional<String> told = bench.harness().option("shape.other");
        return told.map(Shape::new).orElseGet(() -> onSale(1).shape());
    }

    /** Returns the image to use. */
    ImageId image() {
        Optional<String> told = bench.harness().option("image");
        if (told.isPresent()) {
            return has(Operation.IMAGES_RESOLVE)
                    ? bench.service(Images.class)
                            .resolve(bench.region(), told.get(), bench.call())
                            .id()
                    : new ImageId(bench.region(), told.get());
        }
        if (!has(Operation.IMAGES_LIST)) {
            throw new Absent("no image is known: the provider lists none; name one as tck.image");
        }
        Images images = bench.service(Images.class);
        Architecture wanted = bench.harness().option("shape").isPresent()
                ? Architecture.UNKNOWN
                : onSale(0).architecture();
        return bench.all(cursor -> images.list(bench.region(), cursor, bench.call()), Image::id).stream()
                .filter(image -> image.state() == ResourceState.READY)
                .filter(image -> wanted == Architecture.UNKNOWN
                        || image.architecture() == Architecture.UNKNOWN
                        || image.architecture() == wanted)
                .findFirst()
                .orElseThrow(() -> new Absent("no ready image for " + wanted + "; name one as tck.image"))
                .id();
    }

    /** Returns a zone, where the cloud has any. */
    Zone zone() {
        if (!has(Operation.PLACES_ZONES)) {
            throw new Absent("the provider tells of no zones");
        }
        return bench.service(Places.class).zones(bench.region(), bench.call()).stream()
                .findFirst()
                .orElseThrow(() -> new Absent("the region has no zones"));
    }

    /** Begins an order for a host of a fresh name. */
    HostOrder.Builder hostOrder(String hint) {
        return HostOrder.builder(bench.region(), bench.name(hint), shape(), image())
                .tags(Map.of("tck-hint", hint));
    }

    /** Makes a host, waits until it runs, and remembers to delete it when the rule ends. */
    Host newHost(String hint) {
        return newHost(hostOrder(hint).build(), bench.intent());
    }

    /** Makes the host that is ordered, waits until it runs, and remembers to delete it when the rule ends. */
    Host newHost(HostOrder order, Intent intent) {
        Hosts hosts = bench.service(Hosts.class);
        deleteLater(order.name(), intent);
        return bench.done(
                hosts.create(order, intent, bench.call()), ticket -> hosts.proceed(ticket, intent, bench.call()));
    }

    /** Remembers to delete whatever hosts carry the tags of this intent, when the rule ends and once more in the end. */
    void deleteLater(String name, Intent intent) {
        bench.later("host " + name, () -> {
            deleteAll(intent);
            return intents.add(intent);
        });
    }

    /** Deletes the hosts that lists did not show yet when their rules ended. */
    void deleteLate() {
        Duration visible =
                bench.capabilities().guarantee(Operation.HOSTS_CREATE).visibleWithin();
        if (!intents.isEmpty() && !visible.isZero()) {
            bench.pause(visible.compareTo(Duration.ofMinutes(1)) < 0 ? visible : Duration.ofMinutes(1));
            intents.forEach(this::deleteAll);
        }
        intents.clear();
    }

    private void deleteAll(Intent intent) {
        Hosts hosts = bench.service(Hosts.class);
        HostQuery query = new HostQuery(bench.region(), intent.tags());
        bench.all(cursor -> hosts.list(query, cursor, bench.call()), Host::id).forEach(host -> delete(host.id()));
    }

    /** Deletes a host and waits until it is gone. */
    Host delete(HostId id) {
        Hosts hosts = bench.service(Hosts.class);
        Intent intent = bench.intent();
        return bench.done(hosts.delete(id, bench.call()), ticket -> hosts.proceed(ticket, intent, bench.call()));
    }

    /** Returns a running host that rules share and leave running. */
    HostId host() {
        HostId known = host;
        if (known != null && runs(known)) {
            return known;
        }
        if (!has(Operation.HOSTS_CREATE) || !has(Operation.HOSTS_DELETE)) {
            throw new Absent("the rule needs a host, and the provider makes none");
        }
        HostId made = newHost("shared").id();
        host = made;
        return made;
    }

    private boolean runs(HostId known) {
        try {
            return bench.service(Hosts.class).get(known, bench.call()).state() == HostState.RUNNING;
        } catch (CloudException gone) {
            return false;
        }
    }

    /** Returns a project for apps and jobs. */
    ProjectId project() {
        ProjectId known = project;
        if (known != null) {
            return known;
        }
        ProjectOrder order = ProjectOrder.builder(bench.region(), bench.name("project"))
                .tags(bench.intent().tags())
                .build();
        ProjectId made = order.project();
        if (has(Operation.PROJECTS_PUT)) {
            Projects projects = bench.service(Projects.class);
            made = projects.put(order, bench.call()).id();
            ProjectId gone = made;
            bench.later("project " + gone, () -> {
                projects.delete(gone, bench.call());
                return true;
            });
        }
        project = made;
        return made;
    }

    /** Returns whether this can be asked for. */
    boolean has(Operation operation) {
        return bench.capabilities().of(operation).usable();
    }

    /** Makes the shared things, so that what a rule makes lies above them on the stack of what is taken away. */
    void prepare(List<Operation> needs) {
        boolean inside = needs.stream()
                .anyMatch(need -> need.service() == Shells.class
                        || need == Operation.VOLUMES_ATTACH
                        || need == Operation.IMAGES_CREATE);
        if (inside) {
            host();
        }
        boolean places = needs.stream()
                .anyMatch(need -> need.service() == Apps.class
                        || need.service() == Jobs.class
                        || need.service() == Services.class);
        if (places) {
            project();
        }
    }

    private Offer onSale(int rank) {
        if (!has(Operation.OFFERS_LIST)) {
            throw new Absent("no size is known: the provider has no offers; name one as tck.shape");
        }
        List<Offer> all = offers;
        if (all == null) {
            Offers service = bench.service(Offers.class);
            OfferQuery query = OfferQuery.builder(bench.region())
                    .layer(Layer.HOST)
                    .purchase(Purchase.ON_DEMAND)
                    .build();
            all = bench.all(cursor -> service.list(query, cursor, bench.call()), offer -> offer).stream()
                    .filter(offer -> offer.stock() != Stock.SOLD_OUT && offer.gpus() == 0)
                    .sorted(Comparator.comparing(
                            offer -> offer.cpu().map(cpu -> cpu.millis()).orElse(Long.MAX_VALUE)))
                    .toList();
            offers = all;
        }
        Offer first =
                all.stream().findFirst().orElseThrow(() -> new Absent("nothing is on sale; name a size as tck.shape"));
        if (rank == 0) {
            return first;
        }
        return all.stream()
                .filter(offer -> !offer.shape().equals(first.shape()) && offer.architecture() == first.architecture())
                .findFirst()
                .orElseThrow(() -> new Absent("only one size is on sale; name another as tck.shape.other"));
    }
}
