package hudson.model.queue;

public interface FoldableAction extends hudson.model.Action {
    void foldIntoExisting(hudson.model.Queue.Item p0, hudson.model.Queue.Task p1, java.util.List<hudson.model.Action> p2);
}
