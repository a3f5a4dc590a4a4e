package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** A file, folder or whatever else a file system in an image has. */
interface ImageNode {
    /** How much may be in one folder. */
    int MOST_CHILDREN = 100_000;

    /** Tells this one from all others of the file system. */
    long id();

    /** What it is; hard links are files here. */
    EntryStream.Type type();

    /** The length of a file's content in bytes, as it is announced. */
    long size();

    /** The permission bits. */
    int mode();

    /** When it was last changed. */
    FileTime time();

    /** What a symbolic link leads to. */
    String link() throws IOException;

    /** What is in a folder, by name, without the folder itself and the one above; whoever asks may change it. */
    Map<String, ImageNode> children() throws IOException;

    /**
     * The content of a file from a place on.
     *
     * @param from less than {@link #size}
     * @return how many bytes were read, at least one
     */
    int read(long from, byte[] buffer) throws IOException;
}
