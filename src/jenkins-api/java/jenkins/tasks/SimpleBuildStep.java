package jenkins.tasks;

public interface SimpleBuildStep extends hudson.tasks.BuildStep {
}
