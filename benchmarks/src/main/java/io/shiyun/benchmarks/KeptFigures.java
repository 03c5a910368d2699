package io.shiyun.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Figures by detector and world that are measured once: those in a file are taken from it, others are measured and added, so
 * that a long run can be cut and gone on with. Whoever changes a detector deletes its figures.
 */
final class KeptFigures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Path file;
    private final ObjectNode all;

    /** Figures of a file that may not be there yet; null keeps them for this run only. */
    KeptFigures(@Nullable Path file) throws IOException {
        this.file = file;
        JsonNode read = file == null || Files.notExists(file) ? JSON.createObjectNode() : JSON.readTree(file.toFile());
        if (!(read instanceof ObjectNode object)) {
            throw new IOException(file + " is not a JSON object of figures by detector and world; delete it");
        }
        all = object;
    }

    double figure(String detector, World world, DoubleSupplier measure) {
        JsonNode kept = all.path(detector).path(world.name());
        if (kept.isNumber()) {
            return kept.asDouble();
        }
        double figure = measure.getAsDouble();
        ObjectNode own = all.path(detector) instanceof ObjectNode there ? there : all.putObject(detector);
        own.put(world.name(), figure);
        if (file != null) {
            try {
                Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return figure;
    }
}
