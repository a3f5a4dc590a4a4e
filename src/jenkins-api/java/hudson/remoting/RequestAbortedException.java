package hudson.remoting;

public class RequestAbortedException extends java.lang.RuntimeException {
    private RequestAbortedException() {}
}
