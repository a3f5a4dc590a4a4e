package hudson.model;

public class AutoCompletionCandidates implements org.kohsuke.stapler.HttpResponse {
    public AutoCompletionCandidates() { }
    public hudson.model.AutoCompletionCandidates add(java.lang.String p0) { throw new UnsupportedOperationException(); }
}
