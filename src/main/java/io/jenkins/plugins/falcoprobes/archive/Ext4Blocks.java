package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;

/** Where the blocks of a file are. */
interface Ext4Blocks {
    /** A block that is nowhere: its bytes are zero. */
    long HOLE = 0;

    /** The place of a file's block, which is counted from 0. */
    long find(long block) throws IOException;
}
