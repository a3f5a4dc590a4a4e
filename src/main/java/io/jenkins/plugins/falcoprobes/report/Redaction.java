package io.jenkins.plugins.falcoprobes.report;

import java.util.regex.Pattern;

/** Takes out of a text what only its writer may know. */
public final class Redaction {
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#@\\s\"]*@");
    private static final Pattern QUERY = Pattern.compile("(://[^\\s?\"]*)\\?[^\\s\"]*");

    private Redaction() {}

    /** The text without the user names, passwords and query strings (signatures, tokens) of the addresses in it. */
    public static String withoutCredentials(String text) {
        if (!text.contains("://")) {
            return text;
        }
        return QUERY.matcher(USER_INFO.matcher(text).replaceAll("")).replaceAll("$1");
    }
}
