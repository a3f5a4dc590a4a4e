package com.cloudbees.plugins.credentials;

public class CredentialsMatchers {
    public static com.cloudbees.plugins.credentials.CredentialsMatcher always() { throw new UnsupportedOperationException(); }
    public static com.cloudbees.plugins.credentials.CredentialsMatcher anyOf(com.cloudbees.plugins.credentials.CredentialsMatcher... p0) { throw new UnsupportedOperationException(); }
    public static com.cloudbees.plugins.credentials.CredentialsMatcher instanceOf(java.lang.Class p0) { throw new UnsupportedOperationException(); }
    private CredentialsMatchers() { }
}
