package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.container.ImageCopy;
import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a driver's source comes from. Whatever it is, it ends as a local folder. */
public interface DriverSource {
    /**
     * Finds the source, and puts it into a folder at once or when it is first asked for.
     *
     * @param falco the Falco that the driver is for
     * @param folder an empty folder, or one to make, that becomes the holder of the source
     * @throws IOException in one line: what could not be had from where, and what else there is
     */
    Driver resolve(FalcoVersion falco, Path folder, Access access) throws IOException, InterruptedException;

    /** Whether {@link Access#images} is asked for it. */
    default boolean needsEngine() {
        return false;
    }

    /**
     * Reads {@code image}, {@code image:REF}, {@code debian}, {@code debian:SUITE}, {@code dir:PATH} or
     * {@code tar:PATH-OR-URL}.
     *
     * @throws IllegalArgumentException in one line: what is wrong and what is accepted
     */
    static DriverSource parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        Optional<String> rest = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
        if (kind.equals("image") && matches(rest, "[A-Za-z0-9][A-Za-z0-9._/:@-]{0,255}")) {
            return new ImageSource(rest);
        }
        if (kind.equals("debian") && matches(rest, "[a-z][a-z0-9-]{0,63}")) {
            return new DebianSource(rest);
        }
        if (kind.equals("dir") && rest.isPresent() && !rest.get().isBlank()) {
            return new FolderSource(Path.of(rest.get()).toAbsolutePath().normalize());
        }
        if (kind.equals("tar") && rest.isPresent() && !rest.get().isBlank()) {
            boolean isUrl = rest.get().matches("https?://.*");
            return new TarSource(
                    isUrl ? URI.create(rest.get()) : Path.of(rest.get()).toUri());
        }
        throw new IllegalArgumentException("\"" + text + "\" is no driver source; accepted are image, image:REF,"
                + " debian, debian:SUITE, dir:PATH and tar:PATH-OR-URL");
    }

    private static boolean matches(Optional<String> value, String pattern) {
        return value.isEmpty() || Pattern.matches(pattern, value.get());
    }

    /**
     * How sources are reached.
     *
     * @param images files in container images
     * @param debian packages of Debian's archive
     * @param tarballs archives on this machine or the web
     * @param cache where is kept what was seen of them
     */
    record Access(ImageFiles images, DebianPackages debian, Tarballs tarballs, CacheFolder cache) {
        /** The usual ways: an engine's images, Debian's archive through its mirrors, plain downloads. */
        public static Access of(ImageCopy images, AptArchive debian, Downloads downloads) {
            return of(images::copyOut, debian, downloads);
        }

        /** The usual ways, but for images. */
        public static Access of(ImageFiles images, AptArchive debian, Downloads downloads) {
            return new Access(images, new ArchivePackages(debian), new FetchedTarballs(downloads), downloads.cache());
        }
    }

    /** Reads files out of container images. */
    @FunctionalInterface
    interface ImageFiles {
        /**
         * Copies a folder out of an image, which is fetched where it is missing and never started.
         *
         * @param image the image's name, with its tag or digest
         * @param path the folder's absolute path in the image
         * @param target the folder to make, in an existing one
         */
        void copyOut(String image, String path, Path target) throws IOException, InterruptedException;
    }

    /** Reads packages of Debian's archive. */
    interface DebianPackages {
        /** The newest version of a package in each suite that has it, newest version first. */
        List<Found> find(String name) throws IOException, InterruptedException;

        /** Fetches, verifies and unpacks what was found into an empty folder. */
        void unpack(Found found, Path folder) throws IOException, InterruptedException;

        /**
         * A package of a suite.
         *
         * @param sha256 its file's checksum
         */
        record Found(String suite, String name, String version, String sha256) {
            @Override
            public String toString() {
                return name + " " + version + " of " + suite;
            }
        }
    }

    /** Unpacks tarballs. */
    @FunctionalInterface
    interface Tarballs {
        /** Unpacks a tarball, {@code file:}, {@code http:} or {@code https:}, into an empty folder. */
        void unpack(URI tarball, Path folder) throws IOException, InterruptedException;
    }
}
