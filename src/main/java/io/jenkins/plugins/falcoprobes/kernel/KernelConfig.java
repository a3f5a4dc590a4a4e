package io.jenkins.plugins.falcoprobes.kernel;

import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion.Family;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kernel's configuration, the text of {@code /boot/config-*} or {@code .config}, unpacked. */
public final class KernelConfig {
    /** A line of {@code autoconf.h}: {@code #define CONFIG_IPV6_MODULE 1} (scripts/kconfig/confdata.c). */
    private static final Pattern DEFINITION =
            Pattern.compile("^#define (CONFIG_\\w+?)(?:(_MODULE) 1|[ \t]+(\\S.*?))[ \t\r]*$", Pattern.MULTILINE);

    /** A line that says of a setting what it is. */
    private static final Pattern SETTING = Pattern.compile("(?:# )?(CONFIG_\\w+)(?:=.*| is not set)");

    /** What the kernel's tools write above a whole configuration: {@code # Linux/x86 4.15.0 Kernel Configuration}. */
    private static final Pattern TITLE = Pattern.compile("\\A((?:#[^\n]*\n){0,3}?# Linux/x86)(_64)? ");

    private final byte[] text;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Reads a configuration; lines that set nothing are passed over. */
    public KernelConfig(byte[] text) {
        this.text = text.clone();
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
            int equals = line.indexOf('=');
            if (line.startsWith("CONFIG_") && equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1).trim());
            }
        }
    }

    /**
     * Reads what modules see of a configuration, {@code autoconf.h}, where nothing else is there. A number 1 looks like
     * {@code y} in it.
     */
    public static KernelConfig ofHeader(byte[] autoconf) {
        StringBuilder text = new StringBuilder();
        Matcher matcher = DEFINITION.matcher(new String(autoconf, StandardCharsets.UTF_8));
        while (matcher.find()) {
            String value = matcher.group(2) != null ? "m" : matcher.group(3).equals("1") ? "y" : matcher.group(3);
            text.append(matcher.group(1)).append('=').append(value).append('\n');
        }
        return new KernelConfig(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes, exactly as read: their checksum is what loaders look for. */
    public byte[] text() {
        return text.clone();
    }

    /**
     * This and a piece that comes after it, of whose settings each takes the place of this one's (the kernel's
     * scripts/kconfig/merge_config.sh). Of other lines nothing stays.
     */
    public KernelConfig with(KernelConfig later) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (KernelConfig piece : List.of(this, later)) {
            new String(piece.text, StandardCharsets.UTF_8).lines().forEach(line -> {
                Matcher setting = SETTING.matcher(line.strip());
                if (setting.matches()) {
                    lines.put(setting.group(1), setting.group());
                }
            });
        }
        String merged = String.join("\n", lines.values()) + "\n";
        return new KernelConfig(merged.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * This text, and as it is if the kernel is made under the other name that its build has for x86_64: its title says
     * {@code x86_64} to who told {@code make} so, and {@code x86} to who told it nothing. Where it has no such title, this alone.
     */
    public List<KernelConfig> titled() {
        String latin = new String(text, StandardCharsets.ISO_8859_1);
        Matcher title = TITLE.matcher(latin);
        return title.find()
                ? List.of(
                        this,
                        new KernelConfig((title.group(1)
                                        + (title.group(2) == null ? "_64 " : " ")
                                        + latin.substring(title.end()))
                                .getBytes(StandardCharsets.ISO_8859_1)))
                : List.of(this);
    }

    /** The settings in their order, by full name ({@code CONFIG_SMP}), values as written, quotes included. */
    public Map<String, String> values() {
        return java.util.Collections.unmodifiableMap(values);
    }

    /** The value of a setting by its full name, quotes taken off. */
    public Optional<String> value(String name) {
        String value = values.get(name);
        if (value != null && value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        return Optional.ofNullable(value);
    }

    /**
     * The hash that falco-probe-loader looks for up to Falco 0.22: the md5 of the text, in lower-case hexadecimal
     * (falco-probe-loader 0.11.1, {@code get_kernel_config}).
     */
    public String md5() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }

    /** The compiler that the kernel was built with; the settings are there since 4.18. */
    public Optional<CompilerVersion> compiler() {
        Optional<CompilerVersion> named = value("CONFIG_CC_VERSION_TEXT").flatMap(CompilerVersion::fromText);
        return named.or(() -> numbered("CONFIG_GCC_VERSION", Family.GCC))
                .or(() -> numbered("CONFIG_CLANG_VERSION", Family.CLANG));
    }

    private Optional<CompilerVersion> numbered(String name, Family family) {
        return value(name)
                .filter(number -> number.matches("[1-9]\\d{4,6}"))
                .map(number -> CompilerVersion.fromConfigNumber(family, Integer.parseInt(number)));
    }
}
