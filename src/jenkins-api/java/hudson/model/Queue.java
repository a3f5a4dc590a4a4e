package hudson.model;

public class Queue extends hudson.model.ResourceController implements hudson.model.Saveable {
    public void save() { throw new UnsupportedOperationException(); }
    public hudson.model.queue.ScheduleResult schedule2(hudson.model.Queue.Task p0, int p1, hudson.model.Action... p2) { throw new UnsupportedOperationException(); }
    public boolean cancel(hudson.model.Queue.Task p0) { throw new UnsupportedOperationException(); }
    public static hudson.model.Queue getInstance() { throw new UnsupportedOperationException(); }
    private Queue() { }
    public static interface Executable extends java.lang.Runnable, jenkins.console.WithConsoleUrl {
        hudson.model.queue.SubTask getParent();
        public default hudson.model.Queue.Executable getParentExecutable() { throw new UnsupportedOperationException(); }
        void run() throws jenkins.model.queue.AsynchronousExecution;
        public default java.lang.String getConsoleUrl() { throw new UnsupportedOperationException(); }
        java.lang.String toString();
    }
    public static abstract class Item extends hudson.model.Actionable implements jenkins.model.queue.QueueItem {
        public hudson.model.queue.QueueTaskFuture<hudson.model.Queue.Executable> getFuture() { throw new UnsupportedOperationException(); }
        private Item() { }
    }
    public static interface QueueAction extends hudson.model.Action {
        boolean shouldSchedule(java.util.List<hudson.model.Action> p0);
    }
    public static interface NonBlockingTask extends hudson.model.Queue.Task {
    }
    public static interface Task extends jenkins.model.FullyNamedModelObject, hudson.model.queue.SubTask {
        java.lang.String getName();
        public default java.lang.String getAffinityKey() { throw new UnsupportedOperationException(); }
        public default void checkAbortPermission() { throw new UnsupportedOperationException(); }
        java.lang.String getUrl();
        public default boolean isConcurrentBuild() { throw new UnsupportedOperationException(); }
        public default org.springframework.security.core.Authentication getDefaultAuthentication2() { throw new UnsupportedOperationException(); }
        public default org.springframework.security.core.Authentication getDefaultAuthentication2(hudson.model.Queue.Item p0) { throw new UnsupportedOperationException(); }
    }
    public static interface TransientTask extends hudson.model.Queue.Task {
    }
}
