package io.jenkins.plugins.falcoprobes.jenkins.api;

import io.jenkins.plugins.falcoprobes.jenkins.api.Reference.Use;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Finds what a class uses. */
final class References extends ClassVisitor {
    private final Set<Reference> found = new LinkedHashSet<>();
    private String user;

    private References() {
        super(Opcodes.ASM9);
    }

    static Set<Reference> of(byte[] classFile) {
        References references = new References();
        new ClassReader(classFile).accept(references, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return references.found;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        user = name;
        add(superName, Use.SUPERCLASS, "");
        for (String superInterface : interfaces) {
            add(superInterface, Use.SUPERINTERFACE, "");
        }
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        addType(Type.getType(descriptor), visible);
        return null;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        addType(Type.getType(descriptor), true);
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        addType(Type.getMethodType(descriptor), true);
        if (exceptions != null) {
            for (String exception : exceptions) {
                add(exception, Use.CLASS, "");
            }
        }
        return new Code();
    }

    private void add(String owner, Use use, String member) {
        found.add(new Reference(user, owner, use, member));
    }

    /** Annotations that are not visible at run time need not be there. */
    private void addType(Type type, boolean needed) {
        if (type.getSort() == Type.METHOD) {
            addType(type.getReturnType(), needed);
            for (Type argument : type.getArgumentTypes()) {
                addType(argument, needed);
            }
        } else if (type.getSort() == Type.ARRAY) {
            addType(type.getElementType(), needed);
        } else if (type.getSort() == Type.OBJECT && needed) {
            add(type.getInternalName(), Use.CLASS, "");
        }
    }

    private void addMember(String owner, Use use, String name, String descriptor) {
        addType(Type.getType(descriptor), true);
        if (owner.startsWith("[")) {
            addType(Type.getType(owner), true);
        } else {
            add(owner, use, ClassShape.member(name, descriptor));
        }
    }

    private void addMethod(String owner, String name, String descriptor, boolean isStatic, boolean ofInterface) {
        Use inClass = isStatic ? Use.STATIC_METHOD : Use.METHOD;
        Use inInterface = isStatic ? Use.STATIC_INTERFACE_METHOD : Use.INTERFACE_METHOD;
        addMember(owner, ofInterface ? inInterface : inClass, name, descriptor);
    }

    private void addConstant(Object constant) {
        if (constant instanceof Type type) {
            addType(type, true);
        } else if (constant instanceof Handle handle) {
            boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
            // A handle on a field is made by no compiler of Java.
            addMethod(handle.getOwner(), handle.getName(), handle.getDesc(), isStatic, handle.isInterface());
        }
    }

    /** What the code of a method uses. */
    private final class Code extends MethodVisitor {
        Code() {
            super(Opcodes.ASM9);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return References.this.visitAnnotation(descriptor, visible);
        }

        @Override
        public AnnotationVisitor visitParameterAnnotation(int parameter, String descriptor, boolean visible) {
            return References.this.visitAnnotation(descriptor, visible);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            addType(Type.getObjectType(type), true);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
            addMember(owner, isStatic ? Use.STATIC_FIELD : Use.FIELD, name, descriptor);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            addMethod(owner, name, descriptor, opcode == Opcodes.INVOKESTATIC, ofInterface);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            addType(Type.getMethodType(descriptor), true);
            addConstant(bootstrap);
            for (Object argument : arguments) {
                addConstant(argument);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            addConstant(value);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            addType(Type.getType(descriptor), true);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (type != null) {
                add(type, Use.CLASS, "");
            }
        }
    }
}
