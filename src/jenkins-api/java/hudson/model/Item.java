package hudson.model;

public interface Item extends hudson.model.PersistenceRoot, jenkins.model.FullyNamedModelObject, hudson.search.SearchableModelObject, jenkins.model.FullyNamed, jenkins.model.Named, hudson.security.AccessControlled, jenkins.util.io.OnMaster {
    public static final hudson.security.Permission READ = null;
    public static final hudson.security.Permission CONFIGURE = null;
    public static final hudson.security.Permission EXTENDED_READ = null;
    public static final hudson.security.Permission BUILD = null;
    public static final hudson.security.Permission CANCEL = null;
}
