package hudson.tasks;

public abstract class Builder extends hudson.tasks.BuildStepCompatibilityLayer implements hudson.model.Describable<hudson.tasks.Builder>, hudson.ExtensionPoint {
    public Builder() { }
}
