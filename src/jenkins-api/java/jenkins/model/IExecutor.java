package jenkins.model;

public interface IExecutor {
}
