package jenkins.model.queue;

public abstract class AsynchronousExecution extends java.lang.RuntimeException {
    private AsynchronousExecution() { }
}
