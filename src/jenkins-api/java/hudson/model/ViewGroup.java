package hudson.model;

public interface ViewGroup extends hudson.model.Saveable, hudson.model.ModelObject, hudson.security.AccessControlled {
}
