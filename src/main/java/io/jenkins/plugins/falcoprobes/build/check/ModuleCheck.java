package io.jenkins.plugins.falcoprobes.build.check;

import io.jenkins.plugins.falcoprobes.driver.ApiVersion;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that a {@code .ko} is the module of a driver for a kernel, as the kernel itself would when it loads it. */
final class ModuleCheck {
    /** {@code license_is_gpl_compatible()}, include/linux/license.h of the kernel. */
    static final Set<String> GPL_COMPATIBLE =
            Set.of("GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL");

    /** Where {@code struct module} has its name: behind a state and a list's head, in every 64-bit kernel. */
    private static final int NAME_IN_THIS_MODULE = 24;

    private static final int MAX_NAMED = 5;

    private final ElfFile module;
    private final KernelTree tree;
    private final Driver driver;
    private final Map<String, List<String>> info;
    private final List<String> problems = new ArrayList<>();

    ModuleCheck(ElfFile module, KernelTree tree, Driver driver) throws ElfException {
        this.module = module;
        this.tree = tree;
        this.driver = driver;
        this.info = modinfo(module);
    }

    /** What is wrong, one line each. */
    List<String> problems() throws IOException {
        checkHeader();
        checkInfo();
        Optional<Map<String, Long>> versions = ModuleVersions.of(module);
        if (hasModversions(tree) && versions.isEmpty()) {
            problems.add("it has no symbol versions, the kernel has CONFIG_MODVERSIONS");
        }
        if (Files.exists(tree.moduleSymvers())) {
            checkSymbols(ModuleSymvers.read(tree.moduleSymvers()), versions);
        }
        return problems;
    }

    static boolean hasModversions(KernelTree tree) {
        return tree.config().value("CONFIG_MODVERSIONS").filter("y"::equals).isPresent();
    }

    private void checkHeader() {
        int expected = tree.kernel().architecture().elfMachine();
        if (module.type() != ElfFile.RELOCATABLE) {
            problems.add("it is no relocatable object (ELF type " + module.type() + ")");
        }
        if (module.machine() != expected) {
            problems.add("it is for ELF machine " + module.machine() + ", "
                    + tree.kernel().architecture() + " is " + expected);
        }
    }

    private void checkInfo() throws ElfException {
        String release = tree.kernel().release().value();
        String vermagic = first("vermagic").orElse("");
        if (!vermagic.split(" ", -1)[0].equals(release)) {
            problems.add("its vermagic is \"" + vermagic + "\", not that of " + release);
        }
        String expected = driver.moduleName().replace('-', '_');
        String name = name();
        if (!name.equals(expected)) {
            problems.add("the module's name is \"" + name + "\", Falco loads " + expected);
        }
        if (first("license").isEmpty()) {
            problems.add("it has no licence");
        }
        checkVersion("api_version", driver.api());
        checkVersion("schema_version", driver.schema());
    }

    private void checkVersion(String key, Optional<ApiVersion> expected) {
        Optional<ApiVersion> found = first(key).flatMap(ApiVersion::parse);
        if (!found.equals(expected)) {
            problems.add("its " + key + " is " + text(found) + ", the driver's is " + text(expected));
        }
    }

    private void checkSymbols(ModuleSymvers symvers, Optional<Map<String, Long>> versions) throws ElfException {
        boolean needed = hasModversions(tree);
        List<String> unknown = new ArrayList<>();
        List<String> unversioned = new ArrayList<>();
        List<String> forbidden = new ArrayList<>();
        for (String symbol : module.undefinedSymbols()) {
            Optional<ModuleSymvers.Export> export = symvers.find(symbol);
            if (export.isEmpty()) {
                unknown.add(symbol);
            } else if (!mayUse(export.get())) {
                forbidden.add(symbol);
            }
            if (needed && versions.isPresent() && !versions.get().containsKey(symbol)) {
                unversioned.add(symbol);
            }
        }
        report(unknown, "the kernel does not export what it needs");
        report(forbidden, "the kernel does not let it use what it needs, for its licence or a namespace");
        report(unversioned, "it has no version for what it needs");
        List<String> different = new ArrayList<>();
        versions.orElse(Map.of()).forEach((symbol, crc) -> {
            if (symvers.find(symbol).filter(export -> export.crc() == crc).isEmpty()) {
                different.add(symbol);
            }
        });
        report(different, "it was built against other versions than the kernel's Module.symvers has");
    }

    private boolean mayUse(ModuleSymvers.Export export) {
        if (export.gplOnly() && !GPL_COMPATIBLE.contains(first("license").orElse(""))) {
            return false;
        }
        String namespace = export.namespace();
        if (namespace.startsWith("module:")) {
            return List.of(namespace.substring("module:".length()).split(",", -1))
                    .contains(name(info));
        }
        return namespace.isEmpty() || info.getOrDefault("import_ns", List.of()).contains(namespace);
    }

    private void report(List<String> symbols, String what) {
        if (!symbols.isEmpty()) {
            String more = symbols.size() > MAX_NAMED ? " and " + (symbols.size() - MAX_NAMED) + " more" : "";
            problems.add(
                    what + ": " + String.join(", ", symbols.subList(0, Math.min(MAX_NAMED, symbols.size()))) + more);
        }
    }

    /** The name as {@code .modinfo} has it since 4.16, else that in the module's own {@code struct module}. */
    private String name() throws ElfException {
        Optional<ByteBuffer> thisModule = module.section(".gnu.linkonce.this_module");
        if (first("name").isEmpty()
                && thisModule.isPresent()
                && thisModule.get().limit() > NAME_IN_THIS_MODULE) {
            return ElfFile.string(thisModule.get().position(NAME_IN_THIS_MODULE));
        }
        return name(info);
    }

    private static String name(Map<String, List<String>> info) {
        return info.getOrDefault("name", List.of("")).get(0);
    }

    private Optional<String> first(String key) {
        return info.getOrDefault(key, List.of()).stream().findFirst();
    }

    private static String text(Optional<ApiVersion> version) {
        return version.map(ApiVersion::toString).orElse("missing");
    }

    /** {@code .modinfo}: {@code key=value}, each ended by a zero byte. */
    private static Map<String, List<String>> modinfo(ElfFile module) throws ElfException {
        Map<String, List<String>> info = new HashMap<>();
        ByteBuffer section = module.section(".modinfo")
                .orElseThrow(() -> new ElfException("it is no kernel module: it has no .modinfo"));
        while (section.hasRemaining()) {
            String entry = ElfFile.string(section);
            int equals = entry.indexOf('=');
            if (equals > 0) {
                info.computeIfAbsent(entry.substring(0, equals), key -> new ArrayList<>())
                        .add(entry.substring(equals + 1));
            }
        }
        return info;
    }
}
