package org.jenkinsci.plugins.variant;

@net.java.sezpoz.Indexable
@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target({java.lang.annotation.ElementType.TYPE, java.lang.annotation.ElementType.FIELD, java.lang.annotation.ElementType.METHOD})
public @interface OptionalExtension {
    double ordinal() default 0;
    java.lang.String[] requirePlugins() default {};
}
