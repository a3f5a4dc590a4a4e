package hudson.slaves;

public interface NodeSpecific<T extends hudson.slaves.NodeSpecific<T>> {
}
