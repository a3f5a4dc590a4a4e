package hudson.model;

public interface ExecutorListener extends hudson.ExtensionPoint {
}
