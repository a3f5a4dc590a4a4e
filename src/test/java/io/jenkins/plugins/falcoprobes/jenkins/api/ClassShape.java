package io.jenkins.plugins.falcoprobes.jenkins.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class file declares.
 *
 * @param name its internal name, {@code hudson/model/Run}
 * @param access its flags, as {@link Opcodes} has them
 * @param superName the superclass; null for {@code java/lang/Object}
 * @param interfaces what it implements itself
 * @param members flags by name and descriptor with a space between: {@code getUrl ()Ljava/lang/String;}
 */
record ClassShape(String name, int access, String superName, List<String> interfaces, Map<String, Integer> members) {

    /** The shape of a class, of its bytes. */
    static ClassShape of(byte[] classFile) {
        Reader reader = new Reader();
        new ClassReader(classFile)
                .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return reader.shape;
    }

    static String member(String name, String descriptor) {
        return name + " " + descriptor;
    }

    boolean is(int flag) {
        return (access & flag) != 0;
    }

    private static final class Reader extends ClassVisitor {
        private final Map<String, Integer> members = new TreeMap<>();
        private ClassShape shape;

        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            shape = new ClassShape(name, access, superName, List.of(interfaces), members);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            members.put(member(name, descriptor), access);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            members.put(member(name, descriptor), access);
            return null;
        }
    }
}
