package hudson.model;

public final class Result implements java.io.Serializable, org.kohsuke.stapler.export.CustomExportedBean {
    public static final hudson.model.Result UNSTABLE = null;
    public static final hudson.model.Result FAILURE = null;
    private Result() { }
}
