package io.jenkins.plugins.falcoprobes.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Paths as archives write them. Paths here are relative, with slashes, and empty for the root. */
final class EntryName {
    private EntryName() {}

    /**
     * An entry's path without what has no meaning, such as a leading {@code ./}.
     *
     * @throws UnpackException if it leads out of the archive's root
     */
    static String normalize(String archive, String name) throws UnpackException {
        if (name.startsWith("/") || name.indexOf('\0') >= 0) {
            throw new UnpackException(archive + ": the entry " + name + " has no relative path");
        }
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                throw new UnpackException(archive + ": the entry " + name + " leads out of its folder");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /**
     * What a link of an entry points to, as a path from the archive's root, which is also the root of absolute targets.
     *
     * @throws UnpackException if it leads out of the root
     */
    static String resolveLink(String archive, String name, String target) throws UnpackException {
        Deque<String> parts = new ArrayDeque<>();
        if (!target.startsWith("/")) {
            Collections.addAll(parts, name.split("/", -1));
            parts.removeLast();
        }
        for (String part : target.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    throw new UnpackException(
                            archive + ": the link " + name + " leads out of its folder, to " + target);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** The relative link from the entry {@code from} to the path {@code to}. */
    static String relativeLink(String from, String to) {
        String[] start = from.split("/", -1);
        String[] end = to.isEmpty() ? new String[0] : to.split("/", -1);
        int common = 0;
        while (common < start.length - 1 && common < end.length && start[common].equals(end[common])) {
            common++;
        }
        List<String> parts = new ArrayList<>(Collections.nCopies(start.length - 1 - common, ".."));
        parts.addAll(List.of(end).subList(common, end.length));
        return parts.isEmpty() ? "." : String.join("/", parts);
    }

    /** The folder that a path is in. */
    static String parent(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }
}
