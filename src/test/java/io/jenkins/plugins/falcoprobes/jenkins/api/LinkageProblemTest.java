package io.jenkins.plugins.falcoprobes.jenkins.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.jenkins.api.Reference.Use;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.objectweb.asm.Opcodes;

public class LinkageProblemTest {
    private static final String OBJECT = "java/lang/Object";
    private static final ClassShape LISTENER = new ClassShape(
            "hudson/Listener",
            Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT,
            OBJECT,
            List.of(),
            Map.of("fired ()V", Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT));
    private static final ClassShape ITEM = new ClassShape(
            "hudson/Item",
            Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
            OBJECT,
            List.of("hudson/Listener"),
            Map.of(
                    "getUrl ()Ljava/lang/String;", Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL,
                    "hidden ()V", 0,
                    "all ()Ljava/util/List;", Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC));
    private static final ClassShape JOB =
            new ClassShape("hudson/Job", Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, "hudson/Item", List.of(), Map.of());

    private final Linkage linkage = new Linkage(new ClassPool(List.of(LISTENER, ITEM, JOB)));

    @Test
    public void inherited_members_resolve_up_to_java_s_own_classes() {
        assertThat(linkage.problem(use("hudson/Job", Use.METHOD, "getUrl ()Ljava/lang/String;")))
                .isEmpty();
        assertThat(linkage.problem(use("hudson/Job", Use.STATIC_METHOD, "all ()Ljava/util/List;")))
                .isEmpty();
        assertThat(linkage.problem(use("hudson/Job", Use.METHOD, "fired ()V"))).isEmpty();
        assertThat(linkage.problem(use("hudson/Job", Use.METHOD, "hashCode ()I")))
                .isEmpty();
    }

    @Test
    public void another_descriptor_is_another_member() {
        assertThat(linkage.problem(use("hudson/Job", Use.METHOD, "getUrl ()Ljava/net/URI;")))
                .hasValue("no such member: hudson/Job getUrl ()Ljava/net/URI;, used by our/User");
    }

    @Test
    public void a_constructor_is_not_inherited() {
        assertThat(linkage.problem(use("hudson/Job", Use.METHOD, "<init> ()V")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("no such member"));
    }

    @Test
    public void what_is_called_another_way_than_it_is_declared_does_not_link() {
        assertThat(linkage.problem(use("hudson/Job", Use.METHOD, "all ()Ljava/util/List;")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("static: hudson/Job all"));
        assertThat(linkage.problem(use("hudson/Job", Use.STATIC_METHOD, "getUrl ()Ljava/lang/String;")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("not static: hudson/Job getUrl"));
        assertThat(linkage.problem(use("hudson/Listener", Use.METHOD, "fired ()V")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("an interface: hudson/Listener"));
        assertThat(linkage.problem(use("hudson/Item", Use.SUPERINTERFACE, "")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("not an interface: hudson/Item"));
    }

    @Test
    public void what_is_missing_hidden_or_final_is_told() {
        assertThat(linkage.problem(use("hudson/Gone", Use.CLASS, "")))
                .hasValue("no such class: hudson/Gone, used by our/User");
        assertThat(linkage.problem(use("hudson/Item", Use.METHOD, "hidden ()V")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("not visible: hudson/Item hidden"));
        assertThat(linkage.problem(use("hudson/Job", Use.SUPERCLASS, "")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("final, cannot be extended"));
    }

    @Test
    public void a_child_implements_what_is_abstract_and_overrides_nothing_final() {
        ClassShape child = new ClassShape(
                "our/Child",
                Opcodes.ACC_PUBLIC,
                "hudson/Item",
                List.of(),
                Map.of("getUrl ()Ljava/lang/String;", Opcodes.ACC_PUBLIC));
        Linkage withChild = new Linkage(new ClassPool(List.of(LISTENER, ITEM, child)));

        assertThat(withChild.problemsOfInheritance(child))
                .containsExactly(
                        "final, cannot be overridden: getUrl ()Ljava/lang/String; by our/Child",
                        "not implemented: fired ()V by our/Child");
    }

    private static Reference use(String owner, Use use, String member) {
        return new Reference("our/User", owner, use, member);
    }
}
