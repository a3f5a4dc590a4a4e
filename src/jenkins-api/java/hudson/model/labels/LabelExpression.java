package hudson.model.labels;

public abstract class LabelExpression extends hudson.model.Label {
    public static hudson.model.AutoCompletionCandidates autoComplete(java.lang.String p0) { throw new UnsupportedOperationException(); }
    public static hudson.util.FormValidation validate(java.lang.String p0, hudson.model.Item p1) { throw new UnsupportedOperationException(); }
    private LabelExpression() { super(null); }
}
