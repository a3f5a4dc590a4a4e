package com.cloudbees.plugins.credentials.domains;

public class DomainRequirement implements java.io.Serializable {
    private DomainRequirement() { }
}
