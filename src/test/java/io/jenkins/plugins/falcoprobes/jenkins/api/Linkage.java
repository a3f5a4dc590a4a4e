package io.jenkins.plugins.falcoprobes.jenkins.api;

import io.jenkins.plugins.falcoprobes.jenkins.api.Reference.Use;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/** Does what the Java machine does when it links a class: looks up what it uses, and takes nothing but an exact match. */
final class Linkage {
    private final ClassPool pool;

    Linkage(ClassPool pool) {
        this.pool = pool;
    }

    /** What would fail at run time, a line; nothing when the reference resolves. */
    Optional<String> problem(Reference reference) {
        Optional<ClassShape> owner = pool.find(reference.owner());
        if (owner.isEmpty()) {
            return Optional.of("no such class: " + reference);
        }
        Use use = reference.use();
        if (use == Use.SUPERCLASS && owner.get().is(Opcodes.ACC_FINAL)) {
            return Optional.of("final, cannot be extended: " + reference);
        }
        if (!use.isField() && use != Use.CLASS && owner.get().is(Opcodes.ACC_INTERFACE) != use.isOfInterface()) {
            return Optional.of((use.isOfInterface() ? "not an interface: " : "an interface: ") + reference);
        }
        return use.isField() || use.isMethod() ? problemOfMember(reference) : Optional.empty();
    }

    /** What is wrong with a class of ours as a child of its ancestors: methods not implemented, final ones overridden. */
    Stream<String> problemsOfInheritance(ClassShape ours) {
        List<ClassShape> lineage = pool.lineage(ours.name());
        Stream<String> overridden = ours.members().keySet().stream()
                .filter(member -> lineage.stream().skip(1).anyMatch(parent -> isFinalMethod(parent, member)))
                .map(member -> "final, cannot be overridden: " + member + " by " + ours.name());
        if (ours.is(Opcodes.ACC_ABSTRACT)) {
            return overridden;
        }
        Set<String> needed = members(lineage, Opcodes.ACC_ABSTRACT, Opcodes.ACC_ABSTRACT);
        needed.removeAll(members(lineage, Opcodes.ACC_ABSTRACT, 0));
        return Stream.concat(
                overridden, needed.stream().map(member -> "not implemented: " + member + " by " + ours.name()));
    }

    private static boolean isFinalMethod(ClassShape parent, String member) {
        int access = parent.members().getOrDefault(member, 0);
        return member.contains(" (") && (access & Opcodes.ACC_FINAL) != 0 && (access & Opcodes.ACC_PRIVATE) == 0;
    }

    private static Set<String> members(List<ClassShape> lineage, int mask, int flags) {
        return lineage.stream()
                .flatMap(shape -> shape.members().entrySet().stream())
                .filter(member -> (member.getValue() & mask) == flags)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<String> problemOfMember(Reference reference) {
        Optional<Integer> access = access(reference);
        if (access.isEmpty()) {
            return Optional.of("no such member: " + reference);
        }
        if (((access.get() & Opcodes.ACC_STATIC) != 0) != reference.use().isStatic()) {
            return Optional.of((reference.use().isStatic() ? "not static: " : "static: ") + reference);
        }
        boolean visible = (access.get() & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
        boolean foreign = !reference.owner().startsWith(ClassFolder.OURS);
        return foreign && !visible ? Optional.of("not visible: " + reference) : Optional.empty();
    }

    private Optional<Integer> access(Reference reference) {
        List<ClassShape> declaring = reference.member().startsWith("<init>")
                ? pool.find(reference.owner()).stream().toList()
                : pool.lineage(reference.owner());
        return declaring.stream()
                .map(shape -> shape.members().get(reference.member()))
                .filter(found -> found != null)
                .findFirst();
    }
}
