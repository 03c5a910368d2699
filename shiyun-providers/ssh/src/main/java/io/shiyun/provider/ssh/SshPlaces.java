package io.shiyun.provider.ssh;

import io.shiyun.model.Place;
import io.shiyun.model.Region;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.Places;
import java.util.List;

/** The one region of all machines, and the zones that the hosts file tells. */
final class SshPlaces implements Places {
    private final Desk desk;
    private final Inventory inventory;

    SshPlaces(Desk desk, Inventory inventory) {
        this.desk = desk;
        this.inventory = inventory;
    }

    @Override
    public List<Place> regions(Region any, Call call) {
        return desk.ask(
                any,
                call,
                () -> List.of(Place.builder(desk.region())
                        .title("Machines over SSH")
                        .open(true)
                        .build()));
    }

    @Override
    public List<Zone> zones(Region region, Call call) {
        return desk.ask(
                region,
                call,
                () -> inventory.all().stream()
                        .map(Machine::zone)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .sorted()
                        .map(name -> new Zone(region, name))
                        .toList());
    }
}
