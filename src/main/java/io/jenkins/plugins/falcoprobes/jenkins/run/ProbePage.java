package io.jenkins.plugins.falcoprobes.jenkins.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import hudson.model.Run;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/** One probe of a run as pages and API show it, with its log. */
@ExportedBean
public final class ProbePage {
    /** How much of a log the page shows, from its end; all of it is a click away. */
    private static final int SHOWN = 512 << 10;

    private final FalcoProbesAction action;
    private final ProbeCall call;
    private final ProbeRecord probe;

    ProbePage(FalcoProbesAction action, ProbeCall call, ProbeRecord probe) {
        this.action = action;
        this.call = call;
        this.probe = probe;
    }

    /** The distribution's id. */
    @Exported
    public String getDistro() {
        return probe.key().distro();
    }

    /** The kernel, as {@code uname -r} prints it. */
    @Exported
    public String getRelease() {
        return probe.key().release();
    }

    /** The machine, as {@code uname -m} prints it. */
    @Exported
    public String getArchitecture() {
        return probe.key().architecture();
    }

    /** {@code kmod} or {@code ebpf}. */
    @Exported
    public String getKind() {
        return probe.key().kind();
    }

    /** The version of the kernel's package. */
    @Exported
    public String getPackageVersion() {
        return probe.key().packageVersion();
    }

    /** The kernel's variant; empty for the plain one. */
    @Exported
    public String getFlavour() {
        return probe.key().flavour();
    }

    /** Where it stands: {@code planned}, {@code running}, {@code built}, {@code present}, {@code skipped}, {@code failed}. */
    @Exported
    public String getState() {
        return probe.state().id();
    }

    /** Why it was skipped or failed, in a word of the engine. */
    @Exported
    public String getReason() {
        return probe.reason();
    }

    /** Why, for people. */
    @Exported
    public String getDetail() {
        return probe.detail();
    }

    /** What to do about a failure. */
    @Exported
    public String getHint() {
        return probe.hint();
    }

    /** The compiler's own words. */
    @Exported
    public String getCompiler() {
        return probe.compiler();
    }

    /** Wall time. */
    @Exported
    public double getSeconds() {
        return probe.seconds();
    }

    /** CPU time of the compilers. */
    @Exported
    public double getCpuSeconds() {
        return probe.cpuSeconds();
    }

    /** Its files. */
    @Exported(inline = true)
    public List<ProbeFile> getFiles() {
        return probe.files();
    }

    /** The part of the run that had it. */
    @Exported
    public String getBranch() {
        return probe.branch();
    }

    /** The agent that it was built on. */
    @Exported
    public String getAgent() {
        return probe.agent();
    }

    /** Whether its files are where the run publishes to. */
    @Exported
    public boolean isPublished() {
        return probe.published();
    }

    /** Its page, which has its log, relative to Jenkins' own address. */
    @Exported
    public String getUrl() {
        return getRun().getUrl() + FalcoProbesAction.FOLDER + "/call/" + call.number() + "/probe/" + getId() + "/";
    }

    /** Its name in addresses. */
    public String getId() {
        return probe.key().id();
    }

    /** Its name for people. */
    public String getDisplayName() {
        return probe.key().toString();
    }

    /** Its state for people. */
    public String getStateName() {
        return switch (probe.state()) {
            case PLANNED -> Messages.state_planned();
            case RUNNING -> Messages.state_running();
            case BUILT -> Messages.state_built();
            case PRESENT -> Messages.state_present();
            case SKIPPED -> Messages.state_skipped();
            case FAILED -> Messages.state_failed();
        };
    }

    /** The run. */
    public Run<?, ?> getRun() {
        return action.getRun();
    }

    /** The run, under the name that Jenkins' layout of a run's page expects. */
    public Run<?, ?> getObject() {
        return action.getRun();
    }

    /** Whether there is a log. */
    public boolean isLogged() throws IOException {
        return logFile().isPresent();
    }

    /** Whether the page shows only the log's end. */
    public boolean isLogCut() throws IOException {
        Optional<Path> file = logFile();
        return file.isPresent() && Files.size(file.get()) > SHOWN;
    }

    /** The log, or the end of a long one; empty without one. */
    public String getLogEnd() throws IOException {
        Optional<Path> file = logFile();
        if (file.isEmpty()) {
            return "";
        }
        try (RandomAccessFile log = new RandomAccessFile(file.get().toFile(), "r")) {
            long begin = Math.max(0, log.length() - SHOWN);
            byte[] bytes = new byte[(int) (log.length() - begin)];
            log.seek(begin);
            log.readFully(bytes);
            String text = new String(bytes, UTF_8);
            return begin == 0 ? text : text.substring(text.indexOf('\n') + 1);
        }
    }

    /** The whole log as plain text. */
    @GET
    public void doLogText(StaplerResponse2 response) throws IOException {
        Optional<Path> file = logFile();
        if (file.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (OutputStream out = response.getOutputStream()) {
            Files.copy(file.get(), out);
        }
    }

    private Optional<Path> logFile() throws IOException {
        return CallFolder.file(action.folder(call).toPath(), probe.log());
    }
}
