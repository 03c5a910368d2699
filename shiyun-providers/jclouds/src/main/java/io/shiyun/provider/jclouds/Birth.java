package io.shiyun.provider.jclouds;

import io.shiyun.model.CloudException;
import io.shiyun.model.Id;
import io.shiyun.model.Purchase;
import io.shiyun.model.Reason;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jclouds.compute.domain.Hardware;
import org.jclouds.compute.domain.Image;
import org.jclouds.compute.domain.NodeMetadata;
import org.jclouds.compute.domain.internal.TemplateImpl;
import org.jclouds.compute.options.TemplateOptions;

/**
 * The creation of a host by jclouds' single step. That step of some clouds waits until the host runs, and leaves it behind in error when it
 * does not; it is given no time to wait, so that it complains at once, after the cloud took the order.
 */
final class Birth {
    /** jclouds wants hosts in groups; the word goes into nothing that the cloud sees. */
    private static final String GROUP = "shiyun";

    private static final int LONGEST_NAME = 255;

    private final Session session;
    private final Catalogue catalogue;

    Birth(Session session, Catalogue catalogue) {
        this.session = session;
        this.catalogue = catalogue;
    }

    /** Refuses wishes for which jclouds has no words that all clouds share. */
    static void check(HostOrder order) {
        List<String> wishes = new ArrayList<>();
        order.zone().ifPresent(zone -> wishes.add("a zone"));
        order.disk().ifPresent(disk -> wishes.add("a size of the first disk"));
        order.userData().ifPresent(data -> wishes.add("user data"));
        if (order.purchase() != Purchase.ON_DEMAND) {
            wishes.add("the purchase " + order.purchase());
        }
        if (!order.disks().isEmpty()) {
            wishes.add("data disks");
        }
        if (order.publicAddress()) {
            wishes.add("a public address");
        }
        if (!order.sshKey().isEmpty()) {
            wishes.add("an SSH key");
        }
        if (!order.spread().isEmpty()) {
            wishes.add("spreading");
        }
        if (!wishes.isEmpty()) {
            throw Session.invalid("the order of '" + printable(order.name()) + "' has " + String.join(", ", wishes)
                    + "; jclouds has no words for that which all clouds share");
        }
        if (order.name().length() > LONGEST_NAME || order.name().chars().anyMatch(Character::isISOControl)) {
            throw Session.invalid("the name '" + printable(order.name()) + "' has "
                    + order.name().length() + " characters; a host's has at most " + LONGEST_NAME
                    + ", none of them a control character");
        }
    }

    private static String printable(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 80 ? clean.substring(0, 80) + "..." : clean;
    }

    /** Sends the one creating request. Empty when the cloud took the order and jclouds did not say what it made. */
    Optional<NodeMetadata> begin(HostOrder order, Intent intent) {
        Image image = session.compute().image().getImage(order.image().value());
        if (image == null) {
            throw CloudException.rejected(
                            Reason.NOT_FOUND, "there is no " + order.image().text())
                    .build();
        }
        Hardware size = catalogue.size(order.region(), order.shape());
        Map<String, String> tags = new TreeMap<>(order.tags());
        tags.putAll(intent.tags());
        TemplateOptions options = session.compute().options().userMetadata(tags).blockUntilRunning(false);
        if (!order.networks().isEmpty()) {
            options.networks(order.networks().stream().map(Id::value).toList());
        }
        if (!order.firewalls().isEmpty()) {
            options.securityGroups(order.firewalls().stream().map(Id::value).toList());
        }
        TemplateImpl template = new TemplateImpl(image, size, catalogue.place(order.region(), image, size), options);
        try {
            return Optional.of(
                    session.compute().creator().createNodeWithGroupEncodedIntoName(GROUP, order.name(), template));
        } catch (RuntimeException complaint) {
            if (accepted()) {
                return Optional.empty();
            }
            throw complaint;
        }
    }

    /** Returns whether the cloud took a change in this call. */
    static boolean accepted() {
        Exchange exchange = Exchange.current();
        return exchange != null && exchange.accepted();
    }
}
