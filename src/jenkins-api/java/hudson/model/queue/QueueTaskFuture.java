package hudson.model.queue;

public interface QueueTaskFuture<R extends hudson.model.Queue.Executable> extends java.util.concurrent.Future<R> {
    java.util.concurrent.Future<R> getStartCondition();
}
