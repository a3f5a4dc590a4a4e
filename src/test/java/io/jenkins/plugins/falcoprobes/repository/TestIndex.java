package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads a part of a real index that was kept for a test. */
public final class TestIndex {
    private TestIndex() {}

    /** The packages of an index, as if a suite held them. */
    public static List<DebianPackage> read(String suite, InputStream index) throws IOException {
        List<DebianPackage> packages = new ArrayList<>();
        for (Stanza stanza : PackagesReader.read(index, name -> true)) {
            packages.add(DebianPackage.of(stanza, suite, URI.create("http://mirror.example.org/debian")));
        }
        return packages;
    }
}
