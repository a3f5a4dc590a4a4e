package org.jenkinsci.plugins.workflow.cps;

abstract class BodyReference implements java.io.Serializable {
    private BodyReference() { }
}
