package io.shiyun.provider.local;

import io.shiyun.model.Bytes;
import io.shiyun.model.Fields;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.process.Folders;
import io.shiyun.process.apps.Problems;
import io.shiyun.process.apps.StateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Images behind a folder: each {@code ID/} with {@code image.state} and the files under {@code root/}, and each {@code NAME.zip}
 * or folder that a user put there. The image {@value #EMPTY} is always there and has nothing in it.
 */
final class ImageStore implements Artifacts {
    static final String EMPTY = "empty";
    private static final String STATE = "image.state";
    private static final String ZIP = ".zip";

    /**
     * An image that was taken of a host here.
     */
    record Own(String id, String name, String token, String host, Instant created, Map<String, String> tags) {
        void write(Fields.Writer fields) {
            fields.put("id", id);
            fields.put("name", name);
            fields.put("token", token);
            fields.put("host", host);
            fields.put("created", created.toString());
            fields.putMap("tags", tags);
        }

        static Own read(Fields.Reader fields) {
            return new Own(
                    fields.text("id"),
                    fields.text("name"),
                    fields.text("token"),
                    fields.text("host"),
                    Instant.parse(fields.text("created")),
                    fields.map("tags"));
        }
    }

    private final Path folder;
    private final Region region;
    private final ReentrantLock lock = new ReentrantLock();

    ImageStore(Path folder, Region region) {
        this.folder = Folders.make(folder);
        this.region = region;
    }

    List<Image> all() {
        List<Image> images = new ArrayList<>();
        images.add(fact(EMPTY, EMPTY, Map.of(), Optional.empty(), true, 0));
        for (Path entry : Folders.list(folder)) {
            String file = String.valueOf(entry.getFileName());
            if (Files.exists(entry.resolve(STATE))) {
                Own own = StateFile.read(entry.resolve(STATE), Own::read);
                images.add(fact(
                        own.id(),
                        own.name(),
                        own.tags(),
                        Optional.of(own.created()),
                        false,
                        Folders.size(entry.resolve("root"))));
            } else if (Files.isDirectory(entry) && !file.startsWith("i-")) {
                images.add(fact(file, file, Map.of(), Optional.empty(), true, Folders.size(entry)));
            } else if (file.endsWith(ZIP)) {
                String name = file.substring(0, file.length() - ZIP.length());
                images.add(fact(
                        name,
                        name,
                        Map.of(),
                        Optional.empty(),
                        true,
                        entry.toFile().length()));
            }
        }
        return images;
    }

    private Image fact(
            String id, String name, Map<String, String> tags, Optional<Instant> created, boolean shared, long size) {
        Image.Builder image = Image.builder(new ImageId(region, id), name, ResourceState.READY)
                .architecture(Machine.architecture())
                .system("local")
                .shared(shared)
                .size(Bytes.of(size))
                .tags(tags);
        created.ifPresent(image::created);
        return image.build();
    }

    Image get(ImageId id) {
        return all().stream()
                .filter(image -> image.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problems.notFound(id));
    }

    Optional<Image> newest(String name) {
        return all().stream()
                .filter(image -> image.id().value().equals(name)
                        || image.name().equals(name)
                        || image.system().equals(name))
                .reduce((older, newer) -> rank(newer, name).compareTo(rank(older, name)) >= 0 ? newer : older);
    }

    /** An id or a name beats a family, and a later one an earlier one. */
    private static String rank(Image image, String name) {
        boolean named = image.id().value().equals(name) || image.name().equals(name);
        return (named ? "1" : "0") + image.created().map(Instant::toString).orElse("");
    }

    /** Copies the files of a host into a new image, or finds the one this token made. */
    Image take(Path root, String name, String token, String host, Map<String, String> tags, Instant now) {
        lock.lock();
        try {
            for (Path entry : Folders.list(folder)) {
                if (Files.exists(entry.resolve(STATE))) {
                    Own own = StateFile.read(entry.resolve(STATE), Own::read);
                    if (own.token().equals(token)) {
                        if (!own.name().equals(name) || !own.host().equals(host)) {
                            throw Problems.invalid("this token came with another order before; use one token an order");
                        }
                        return get(new ImageId(region, own.id()));
                    }
                } else if (String.valueOf(entry.getFileName()).startsWith("i-")) {
                    Folders.delete(entry);
                }
            }
            String id = "i-" + UUID.randomUUID().toString().substring(0, 13);
            Path target = Folders.make(folder.resolve(id));
            Folders.copy(root, target.resolve("root"));
            Own own = new Own(id, name, token, host, now, tags);
            StateFile.write(target.resolve(STATE), own::write);
            return get(new ImageId(region, id));
        } finally {
            lock.unlock();
        }
    }

    void delete(String id) {
        lock.lock();
        try {
            Path target = folder.resolve(id);
            if (Files.exists(target.resolve(STATE))) {
                Folders.delete(target);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean has(String name) {
        return newest(name).isPresent();
    }

    @Override
    public void unpack(String name, Path target) {
        Image image = newest(name)
                .orElseThrow(() -> Problems.invalid("there is no image '" + name + "' here; there are "
                        + all().stream().map(Image::name).toList()));
        String id = image.id().value();
        Path entry = folder.resolve(id);
        if (Files.exists(entry.resolve(STATE))) {
            Folders.copy(entry.resolve("root"), target);
        } else if (Files.isDirectory(entry)) {
            Folders.copy(entry, target);
        } else if (Files.exists(folder.resolve(id + ZIP))) {
            Zips.unpack(folder.resolve(id + ZIP), target);
        }
    }
}
