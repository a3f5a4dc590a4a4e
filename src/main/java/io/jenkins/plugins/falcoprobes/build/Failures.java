package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.container.CommandTimeoutException;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.distro.UnknownConfigException;
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
        return new Failure(type, stage, message, logTail, type.hint(HintNames.OPTIONS));
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
        } else if (trouble instanceof UnknownConfigException) {
            return FailureClass.CONFIG;
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
}
