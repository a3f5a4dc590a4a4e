package org.jenkinsci.plugins.workflow.cps;

 class CpsBodyExecution extends org.jenkinsci.plugins.workflow.steps.BodyExecution {
    public boolean cancel(java.lang.Throwable p0) { throw new UnsupportedOperationException(); }
    public boolean isCancelled() { throw new UnsupportedOperationException(); }
    public java.lang.Object get() throws java.lang.InterruptedException, java.util.concurrent.ExecutionException { throw new UnsupportedOperationException(); }
    public java.lang.Object get(long p0, java.util.concurrent.TimeUnit p1) throws java.lang.InterruptedException, java.util.concurrent.ExecutionException, java.util.concurrent.TimeoutException { throw new UnsupportedOperationException(); }
    public boolean isDone() { throw new UnsupportedOperationException(); }
    private CpsBodyExecution() { }
}
