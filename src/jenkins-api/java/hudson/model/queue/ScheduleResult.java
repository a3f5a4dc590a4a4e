package hudson.model.queue;

public abstract class ScheduleResult {
    public hudson.model.Queue.Item getItem() { throw new UnsupportedOperationException(); }
    private ScheduleResult() { }
}
