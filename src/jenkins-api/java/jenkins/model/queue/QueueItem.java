package jenkins.model.queue;

public interface QueueItem extends jenkins.model.FullyNamedModelObject {
}
