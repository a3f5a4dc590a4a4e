package jenkins.model;

public interface HistoricalBuild extends jenkins.model.FullyNamedModelObject {
}
