package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.container.CommandTimeoutException;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.SignatureException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;

/** Gives each kind of trouble its class and says what to do about it. */
final class Failures {
    private Failures() {}

    /** The failure that an exception in a stage means. */
    static Failure of(Throwable trouble, Stage stage) {
        return of(classify(trouble), stage, message(trouble), List.of());
    }

    /** A failure with its class's hint. */
    static Failure of(FailureClass type, Stage stage, String message, List<String> logTail) {
        return new Failure(type, stage, message, logTail, hint(type));
    }

    private static FailureClass classify(Throwable trouble) {
        if (trouble instanceof DownloadException) {
            return FailureClass.DOWNLOAD;
        } else if (trouble instanceof SignatureException) {
            return FailureClass.SIGNATURE;
        } else if (trouble instanceof UnpackException) {
            return FailureClass.UNPACK;
        } else if (trouble instanceof CommandTimeoutException) {
            return FailureClass.TIMEOUT;
        } else if (trouble instanceof EngineException || trouble instanceof ImageShelf.ImageException) {
            return FailureClass.ENGINE;
        } else if (trouble instanceof IOException) {
            return FailureClass.STORE;
        }
        return FailureClass.INTERNAL;
    }

    private static String message(Throwable trouble) {
        String message = trouble.getMessage();
        if (trouble instanceof FileSystemException fileTrouble && fileTrouble.getReason() == null) {
            // Java gives only the file's name then; what happened is in the exception's.
            return trouble.getClass().getSimpleName().replace("Exception", "") + ": " + fileTrouble.getFile();
        }
        return message == null || message.isBlank()
                ? trouble.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    private static String hint(FailureClass type) {
        return switch (type) {
            case DOWNLOAD ->
                "Run again: what was fetched is kept. If it stays, the mirror may have dropped the package;"
                        + " name another with --mirror.";
            case SIGNATURE ->
                "Do not use this mirror until it is clear why it serves other bytes than the distribution"
                        + " signed; name another with --mirror.";
            case UNPACK -> "The package fits its checksum but cannot be unpacked safely; please report it.";
            case TOOLCHAIN ->
                "The builder image lacks what this kernel needs; see the log, and rebuild the image with"
                        + " make -C docker.";
            case COMPILE ->
                "The driver does not compile against this kernel; see the log. A newer Falco may support it.";
            case UNSUPPORTED -> "Use a Falco version whose driver supports this kernel.";
            case CHECK -> "The compiled probe would not load on this kernel and was not stored; please report it.";
            case TIMEOUT -> "Allow more with --timeout, or run fewer at once with --jobs.";
            case STORE -> "Make room or fix the folder's permissions and run again: what was finished stays finished.";
            case PUBLISH -> "Run again: what was built is kept, and only its upload is repeated.";
            case CONFLICT ->
                "Hosts may have loaded what is published, so it stays; --force replaces it with this build, which is"
                        + " kept in the output folder.";
            case ENGINE -> "Check that the container engine runs and has room, then run again.";
            case INTERNAL -> "This is a defect of the probe builder; please report it with the log.";
        };
    }
}
