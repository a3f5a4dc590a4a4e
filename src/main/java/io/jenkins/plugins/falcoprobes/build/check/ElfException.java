package io.jenkins.plugins.falcoprobes.build.check;

import java.io.IOException;

/** A file is no ELF object that can be read; the message says in one line what is wrong with it. */
public class ElfException extends IOException {
    /** What is wrong. */
    public ElfException(String message) {
        super(message);
    }
}
