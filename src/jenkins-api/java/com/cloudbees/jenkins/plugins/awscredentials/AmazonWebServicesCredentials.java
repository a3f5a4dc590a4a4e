package com.cloudbees.jenkins.plugins.awscredentials;

public interface AmazonWebServicesCredentials extends com.cloudbees.plugins.credentials.common.StandardCredentials, com.amazonaws.auth.AWSCredentialsProvider {
}
