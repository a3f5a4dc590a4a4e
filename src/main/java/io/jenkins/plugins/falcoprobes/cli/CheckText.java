package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.report.Redaction;
import io.jenkins.plugins.falcoprobes.report.Units;
import io.jenkins.plugins.falcoprobes.survey.SeenKernel;
import io.jenkins.plugins.falcoprobes.survey.Survey;
import java.util.ArrayList;
import java.util.List;

/** A survey as text: a paragraph for what is new, changed and gone, for what cannot be built, and for the warnings. */
final class CheckText {
    /** Of the kernels that one reason is about; all of them are in the JSON. */
    private static final int MOST_NAMED = 3;

    private final StringBuilder text = new StringBuilder();

    private CheckText() {}

    static String of(Survey survey, FalcoRelease falco) {
        CheckText lines = new CheckText();
        lines.heading(survey, falco);
        lines.news(survey);
        lines.obstacles(survey);
        lines.warnings(survey);
        return lines.text.toString();
    }

    private void heading(Survey survey, FalcoRelease falco) {
        BuildPlan plan = survey.plan();
        line(survey.distro() + ": " + Units.count(plan.kernels().size(), "kernel") + "; Falco " + falco.falco()
                + " (driver "
                + falco.driver() + ") can be built for " + buildable(plan, ProbeKind.KMOD) + " as kmod, for "
                + buildable(plan, ProbeKind.EBPF) + " as ebpf");
    }

    private static long buildable(BuildPlan plan, ProbeKind kind) {
        return plan.builds().stream().filter(build -> build.kind() == kind).count();
    }

    private void news(Survey survey) {
        if (survey.before().isEmpty()) {
            line("nothing was recorded before");
            return;
        }
        String since = " since " + survey.before().get().at();
        List<Kernel> added = survey.added();
        List<Survey.Changed> changed = survey.changed();
        List<SeenKernel> vanished = survey.vanished();
        if (added.isEmpty() && changed.isEmpty() && vanished.isEmpty()) {
            line("no kernel is new or has vanished" + since);
            return;
        }
        TextTable table = new TextTable();
        for (Kernel kernel : added) {
            table.add("new", kernel.release().value(), kernel.architecture().machine(), kernel.packageVersion());
        }
        for (Survey.Changed each : changed) {
            Kernel kernel = each.kernel();
            table.add(
                    "changed",
                    kernel.release().value(),
                    kernel.architecture().machine(),
                    kernel.packageVersion() + ", was " + each.before());
        }
        for (SeenKernel seen : vanished) {
            table.add("vanished", seen.release().value(), seen.architecture().machine(), seen.packageVersion());
        }
        line(added.size() + " new, " + changed.size() + " changed, " + vanished.size() + " vanished" + since + ":");
        text.append(table);
    }

    private void obstacles(Survey survey) {
        List<Survey.Obstacle> obstacles = survey.obstacles();
        if (obstacles.isEmpty()) {
            return;
        }
        line("cannot be built:");
        TextTable table = new TextTable();
        for (Survey.Obstacle obstacle : obstacles) {
            table.add(
                    obstacle.kind().id(),
                    obstacle.reason().id(),
                    Units.count(obstacle.kernels().size(), "kernel").replace(' ', '-'),
                    obstacle.detail() + ": " + names(obstacle.kernels()));
        }
        text.append(table);
    }

    /** The newest ones. */
    private static String names(List<Kernel> kernels) {
        List<String> names = new ArrayList<>();
        for (int i = kernels.size() - 1; i >= 0 && names.size() < MOST_NAMED; i--) {
            names.add(kernels.get(i).release().value());
        }
        return String.join(", ", names) + (kernels.size() > MOST_NAMED ? ", ..." : "");
    }

    private void warnings(Survey survey) {
        List<String> unheard = survey.newWarnings();
        for (String warning : survey.plan().warnings()) {
            line((unheard.contains(warning) ? "new warning: " : "warning: ") + Redaction.withoutCredentials(warning));
        }
    }

    private void line(String words) {
        text.append(Console.oneLine(words)).append(System.lineSeparator());
    }
}
