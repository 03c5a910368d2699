package io.shiyun.provider.ssh;

import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudService;
import java.util.List;

/** An open session with machines over SSH. */
final class SshCloud implements Cloud {
    private final SshOptions options;
    private final Desk desk;
    private final Links links;
    private final Roster roster;
    private final Observer observer;
    private final AppDoor apps;
    private final List<CloudService> services;

    SshCloud(CloudConfig config, SshOptions options) {
        this.options = options;
        this.desk = new Desk(options.region());
        Inventory inventory = new Inventory(options);
        this.links = new Links(options, inventory);
        this.roster = new Roster(options, inventory, new Book(options.folder()));
        Runner runner = new Runner(links);
        this.observer = new Observer(runner, new Fan(config.executor()), options.power(), config.clock());
        Pool pool = new Pool(roster, observer, config.clock());
        PowerSwitch power = new PowerSwitch(options.power(), roster, runner, observer, config.clock());
        Adoption adoption = new Adoption(options, roster, observer, config.clock());
        this.apps = new AppDoor(config, options, desk::open);
        this.services = List.of(
                new SshHosts(desk, roster, pool, adoption, observer, power, config.clock()),
                new SshShells(desk, roster, runner, new RemoteFiles(new Sftp(links))),
                new SshApps(desk, apps),
                new SshMetrics(desk, roster, observer),
                new SshOffers(desk, pool, config.clock()),
                new SshImages(desk, inventory),
                new SshPlaces(desk, inventory));
        apps.lookAfterAny();
    }

    @Override
    public List<CloudService> services() {
        return services;
    }

    /** Asks the first machine that is a host, or one of the pool. */
    @Override
    public void check(Call call) {
        desk.ask(options.region(), call, () -> {
            roster.all().stream()
                    .map(Roster.Held::machine)
                    .findFirst()
                    .or(() -> roster.inventory().all().stream().findFirst())
                    .ifPresent(machine -> observer.facts(machine, call));
            return true;
        });
    }

    @Override
    public Capabilities narrow(Capabilities atBest, Call call) {
        return SshCapabilities.with(options.power());
    }

    @Override
    public List<Region> regions() {
        return List.of(options.region());
    }

    @Override
    public void close() {
        desk.close();
        apps.close();
        links.close();
    }

    @Override
    public String toString() {
        return "SshCloud[" + options.region().cloud() + "]";
    }
}
