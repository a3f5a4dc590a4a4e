package io.jenkins.plugins.falcoprobes.archive;

import java.util.Optional;

/** Tells where an archive's entry goes. The targets of links are mapped in the same way. */
@FunctionalInterface
public interface EntryMapper {
    /**
     * The new place of an entry.
     *
     * @param name the entry's path, relative, without {@code .} and {@code ..} parts
     * @return a path of the same kind below the folder that is unpacked into; empty to leave the entry out
     */
    Optional<String> map(String name);

    /**
     * Whether there may be something of use in a folder; asked where a folder can be passed over as a whole.
     *
     * @param folder its path
     */
    default boolean mayHold(String folder) {
        return true;
    }

    /** Keeps every entry where it is. */
    static EntryMapper all() {
        return Optional::of;
    }
}
