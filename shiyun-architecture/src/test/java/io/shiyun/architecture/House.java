package io.shiyun.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The classes of all modules, and the names of the rooms. */
final class House {
    static final String MODEL = "io.shiyun.model..";
    static final String SPI = "io.shiyun.spi..";
    static final String METRICS = "io.shiyun.metrics..";
    static final String PROCESS = "io.shiyun.process..";
    static final String WIRE = "io.shiyun.wire..";
    static final String PROVIDERS = "io.shiyun.provider..";
    static final String TCK = "io.shiyun.tck..";
    static final String EXAMPLES = "io.shiyun.examples..";
    static final String STORE = "io.shiyun.store..";
    static final String FINOPS = "io.shiyun.finops..";
    static final String PROMETHEUS = "io.shiyun.prometheus..";
    static final String PARQUET = "io.shiyun.finops.parquet..";

    /** The rooms of core behind the front door, by the last part of their package. */
    static final List<String> CORE_ROOMS = List.of(
            "call", "intent", "broker", "release", "scale", "cost", "watch", "access", "store", "offer", "csv", "file");

    /** The packages of core: the front door and the rooms behind it. */
    static final String[] CORE = core();

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/io/shiyun/architecture/"))
            .importPackages("io.shiyun");

    private House() {}

    /** Checks a rule, which fails when nothing is there that it speaks of. */
    static void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(CLASSES);
    }

    /** The packages that the module descriptors of the house export to everyone. */
    static Set<String> exported() {
        Set<String> packages = new TreeSet<>();
        for (ModuleDescriptor module : modules()) {
            module.exports().stream()
                    .filter(export -> !export.isQualified())
                    .forEach(export -> packages.add(export.source()));
        }
        return packages;
    }

    /** The module descriptors of the house, found on the class path. */
    static List<ModuleDescriptor> modules() {
        List<ModuleDescriptor> modules = new ArrayList<>();
        try {
            for (URL url : Collections.list(House.class.getClassLoader().getResources("module-info.class"))) {
                try (InputStream in = url.openStream()) {
                    ModuleDescriptor module = ModuleDescriptor.read(in);
                    if (module.name().startsWith("io.shiyun.")) {
                        modules.add(module);
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("A module descriptor cannot be read", e);
        }
        return modules;
    }

    private static String[] core() {
        List<String> packages = new ArrayList<>(List.of("io.shiyun"));
        CORE_ROOMS.forEach(room -> packages.add("io.shiyun." + room + ".."));
        return packages.toArray(String[]::new);
    }
}
