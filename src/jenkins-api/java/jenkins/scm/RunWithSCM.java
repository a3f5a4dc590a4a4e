package jenkins.scm;

public interface RunWithSCM<JobT extends hudson.model.Job<JobT, RunT>, RunT extends hudson.model.Run<JobT, RunT> & jenkins.scm.RunWithSCM<JobT, RunT>> {
}
