package hudson.model.queue;

public interface SubTask extends hudson.model.ResourceActivity, jenkins.model.queue.ITask {
    public default hudson.model.Label getAssignedLabel() { throw new UnsupportedOperationException(); }
    hudson.model.Queue.Executable createExecutable() throws java.io.IOException;
    public default hudson.model.Queue.Task getOwnerTask() { throw new UnsupportedOperationException(); }
    public default hudson.model.Queue.Executable getOwnerExecutable() { throw new UnsupportedOperationException(); }
    public default java.lang.String getUrl() { throw new UnsupportedOperationException(); }
}
