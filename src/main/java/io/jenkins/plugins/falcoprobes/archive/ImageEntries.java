package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The entries of a file system in an image, folder by folder; folders that hold nothing wanted are passed over. */
final class ImageEntries implements EntryStream {
    private static final int DEEPEST = 64;

    private final String archive;
    private final ImageNode root;
    private final Predicate<String> folders;
    private final int limit;
    private final Deque<Folder> open = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();
    private int count;
    private ImageNode current;
    private long position;

    /**
     * Entries from a root on.
     *
     * @param folders tells by a folder's path whether to look into it
     * @param limit the most entries
     */
    ImageEntries(String archive, ImageNode root, Predicate<String> folders, int limit) {
        this.archive = archive;
        this.root = root;
        this.folders = folders;
        this.limit = limit;
    }

    private record Folder(String path, Iterator<Map.Entry<String, ImageNode>> rest) {}

    @Override
    public Optional<Entry> next() throws IOException {
        if (seen.isEmpty()) {
            enter("", root);
        }
        while (!open.isEmpty()) {
            Folder folder = open.peek();
            if (!folder.rest().hasNext()) {
                open.pop();
                continue;
            }
            if (++count > limit) {
                throw new UnpackException(archive + ": holds more than " + limit + " entries");
            }
            Map.Entry<String, ImageNode> child = folder.rest().next();
            current = child.getValue();
            position = 0;
            String path = folder.path().isEmpty() ? child.getKey() : folder.path() + "/" + child.getKey();
            folder.rest().remove(); // it may hold much of what was read of it
            boolean isFolder = current.type() == Type.FOLDER;
            if (isFolder) {
                if (!folders.test(path)) {
                    continue;
                }
                enter(path, current);
            }
            String link = current.type() == Type.SYMBOLIC_LINK ? current.link() : "";
            long size = current.type() == Type.FILE ? current.size() : 0;
            return Optional.of(new Entry(path, current.type(), link, size, current.mode(), current.time()));
        }
        current = null;
        return Optional.empty();
    }

    /** A folder is in one place: where it is met again, the file system goes round in circles. */
    private void enter(String path, ImageNode folder) throws IOException {
        if (!seen.add(folder.id())) {
            throw new UnpackException(archive + ": the folder " + path + " is in more than one place");
        }
        if (open.size() >= DEEPEST) {
            throw new UnpackException(archive + ": the folder " + path + " is too deep");
        }
        open.push(new Folder(path, folder.children().entrySet().iterator()));
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (current == null || current.type() != Type.FILE || position >= current.size()) {
            return -1;
        }
        int bytes = current.read(position, buffer);
        position += bytes;
        return bytes;
    }
}
