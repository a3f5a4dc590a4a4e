package jenkins.model.queue;

public interface ITask extends jenkins.model.FullyNamedModelObject {
    public default java.lang.String getFullDisplayName() { throw new UnsupportedOperationException(); }
    java.lang.String getUrl();
}
