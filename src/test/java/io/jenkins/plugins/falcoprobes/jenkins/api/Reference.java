package io.jenkins.plugins.falcoprobes.jenkins.api;

/**
 * A use of a class or of a member of it, by a class of ours.
 *
 * @param user the class that uses it
 * @param owner the class by which it is used, not always the one that declares the member; internal names both
 * @param use how it is used
 * @param member name and descriptor, see {@link ClassShape#member}; empty for the class itself
 */
record Reference(String user, String owner, Use use, String member) {

    /** What the Java machine asks of the thing used. */
    enum Use {
        CLASS,
        SUPERCLASS,
        SUPERINTERFACE,
        FIELD,
        STATIC_FIELD,
        METHOD,
        STATIC_METHOD,
        INTERFACE_METHOD,
        STATIC_INTERFACE_METHOD;

        boolean isStatic() {
            return this == STATIC_FIELD || this == STATIC_METHOD || this == STATIC_INTERFACE_METHOD;
        }

        boolean isField() {
            return this == FIELD || this == STATIC_FIELD;
        }

        boolean isMethod() {
            return this == METHOD || this == STATIC_METHOD || isCallOfInterface();
        }

        boolean isOfInterface() {
            return this == SUPERINTERFACE || isCallOfInterface();
        }

        private boolean isCallOfInterface() {
            return this == INTERFACE_METHOD || this == STATIC_INTERFACE_METHOD;
        }
    }

    @Override
    public String toString() {
        return (owner + " " + member).strip() + ", used by " + user;
    }
}
