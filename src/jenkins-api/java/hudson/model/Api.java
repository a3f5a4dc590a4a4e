package hudson.model;

public class Api extends hudson.model.AbstractModelObject {
    public Api(java.lang.Object p0) { }
    public java.lang.String getDisplayName() { throw new UnsupportedOperationException(); }
}
