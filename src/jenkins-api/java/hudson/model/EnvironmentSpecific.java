package hudson.model;

public interface EnvironmentSpecific<T extends hudson.model.EnvironmentSpecific<T>> {
}
