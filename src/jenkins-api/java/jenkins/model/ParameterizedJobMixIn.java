package jenkins.model;

public abstract class ParameterizedJobMixIn<JobT extends hudson.model.Job<JobT, RunT> & jenkins.model.ParameterizedJobMixIn.ParameterizedJob<JobT, RunT> & hudson.model.Queue.Task, RunT extends hudson.model.Run<JobT, RunT> & hudson.model.Queue.Executable> {
    private ParameterizedJobMixIn() { }
    public static interface ParameterizedJob<JobT extends hudson.model.Job<JobT, RunT> & jenkins.model.ParameterizedJobMixIn.ParameterizedJob<JobT, RunT> & hudson.model.Queue.Task, RunT extends hudson.model.Run<JobT, RunT> & hudson.model.Queue.Executable> extends hudson.model.BuildableItem, jenkins.triggers.TriggeredItem {
    }
}
