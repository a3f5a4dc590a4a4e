package hudson.model;

public abstract class Cause {
    public Cause() { }
    public abstract java.lang.String getShortDescription();
    public static class UserIdCause extends hudson.model.Cause {
        public UserIdCause() { }
        public java.lang.String getShortDescription() { throw new UnsupportedOperationException(); }
    }
}
