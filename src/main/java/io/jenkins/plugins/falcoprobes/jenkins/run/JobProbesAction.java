package io.jenkins.plugins.falcoprobes.jenkins.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.PluginWrapper;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import jenkins.model.Jenkins;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.bind.JavaScriptMethod;
import org.kohsuke.stapler.verb.GET;

/** The page of a job that shows what its last runs came to and the newest probe of each kernel. */
public final class JobProbesAction implements Action {
    /** How many of the last runs may lack probes, for example while they begin, before the job's page does. */
    private static final int PATIENCE = 3;

    private final Job<?, ?> job;

    JobProbesAction(Job<?, ?> job) {
        this.job = job;
    }

    /** The job. */
    public Job<?, ?> getJob() {
        return job;
    }

    /** The job, under the name that Jenkins' layout of a job's page expects. */
    public Job<?, ?> getObject() {
        return job;
    }

    /** What the last runs came to, the newest first. */
    public List<RunPage> getRuns() {
        List<RunPage> runs = new ArrayList<>();
        for (RunTotals totals : ProbeHistory.of(job).runs()) {
            Run<?, ?> run = job.getBuildByNumber(totals.run());
            if (run != null) {
                runs.add(new RunPage(run, totals));
            }
        }
        Collections.reverse(runs);
        return runs;
    }

    /** {@code lookup/}: would my host find it? */
    public LookupPage getLookup() {
        return new LookupPage(job);
    }

    /** Its address, relative to Jenkins' own. */
    public String getUrl() {
        return job.getUrl() + FalcoProbesAction.FOLDER + "/";
    }

    /** Whether the plugin that draws charts is there. */
    public boolean isCharted() {
        PluginWrapper charts = Jenkins.get().getPluginManager().getPlugin("echarts-api");
        return charts != null && charts.isActive();
    }

    /** Whether there is a trend, which takes two runs; asked by the chart. */
    public boolean isTrendVisible() {
        Run<?, ?> last = job.getLastCompletedBuild();
        return last != null && last.getPreviousCompletedBuild() != null;
    }

    /** The trend as the chart reads it: the model of a line chart, as JSON. */
    @JavaScriptMethod
    public String getBuildTrendModel() throws IOException {
        return trend(ProbeHistory.of(job).runs());
    }

    static String trend(List<RunTotals> runs) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("domainAxisLabels");
            for (RunTotals run : runs) {
                json.writeString("#" + run.run());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("buildNumbers");
            for (RunTotals run : runs) {
                json.writeNumber(run.run());
            }
            json.writeEndArray();
            json.writeBooleanField("integerRangeAxis", true);
            json.writeNumberField("rangeMin", 0);
            json.writeArrayFieldStart("series");
            series(json, Messages.series_built(), "--green", runs, run -> run.counts()
                    .built());
            series(json, Messages.series_failed(), "--red", runs, run -> run.counts()
                    .failed());
            series(json, Messages.series_minutes(), "--blue", runs, run -> Math.round(run.seconds() / 6) / 10.0);
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void series(
            JsonGenerator json, String name, String color, List<RunTotals> runs, ToDoubleFunction<RunTotals> value)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("type", "line");
        json.writeStringField("symbol", "circle");
        json.writeObjectFieldStart("itemStyle");
        json.writeStringField("color", color);
        json.writeEndObject();
        json.writeArrayFieldStart("data");
        for (RunTotals run : runs) {
            json.writeNumber(value.applyAsDouble(run));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The rows of the page's grid, unless the page has them; see {@link RowsJson}. */
    @GET
    public void doRows(
            StaplerResponse2 response,
            @QueryParameter String since,
            @QueryParameter int offset,
            @QueryParameter int limit)
            throws IOException {
        ProbeHistory history = ProbeHistory.of(job);
        String version = history.version();
        boolean known = version.equals(since);
        boolean download = CallPage.mayDownload(job);
        List<RowsJson.Row> rows = known
                ? List.of()
                : history.newest().stream()
                        .map(newest -> new RowsJson.Row(
                                newest.probe(), download ? newest.files() : "", newest.run(), newest.version()))
                        .toList();
        RowsJson.send(response, new RowsJson.Page(version, !known, false, offset, limit), rows);
    }

    @Override
    public String getIconFileName() {
        return "symbol-hardware-chip-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.JobProbesAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return FalcoProbesAction.FOLDER;
    }

    /** Gives the page to jobs whose last runs had probes. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return JobProbesAction.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job job) {
            Run<?, ?> run = job.getLastBuild();
            for (int i = 0; i < PATIENCE && run != null; i++) {
                if (run.getAction(FalcoProbesAction.class) != null) {
                    return List.of(new JobProbesAction(job));
                }
                run = run.getPreviousBuild();
            }
            return List.of();
        }
    }
}
