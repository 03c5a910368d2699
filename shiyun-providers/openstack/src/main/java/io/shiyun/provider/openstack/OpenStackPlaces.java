package io.shiyun.provider.openstack;

import io.shiyun.model.Place;
import io.shiyun.model.Region;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.Places;
import io.shiyun.wire.Json;
import java.util.List;

/** Regions of the catalogue, and Nova's availability zones. */
final class OpenStackPlaces implements Places {
    private final Desk desk;

    OpenStackPlaces(Desk desk) {
        this.desk = desk;
    }

    /** Those with a Nova; the catalogue tells nothing of them but their names. */
    @Override
    public List<Place> regions(Region any, Call call) {
        Catalogue catalogue = desk.login(call).catalogue();
        return catalogue.regions().stream()
                .filter(name -> catalogue.url(ServiceType.COMPUTE, name).isPresent())
                .map(name ->
                        Place.builder(new Region(any.cloud(), name)).title(name).build())
                .toList();
    }

    @Override
    public List<Zone> zones(Region region, Call call) {
        Json reply = desk.compute(region, call).get(Path.of("os-availability-zone"));
        List<Json> open = reply.items("availabilityZoneInfo").stream()
                .filter(zone -> zone.flag("zoneState.available"))
                .toList();
        return Facts.each(open, zone -> new Zone(region, zone.text("zoneName")));
    }
}
