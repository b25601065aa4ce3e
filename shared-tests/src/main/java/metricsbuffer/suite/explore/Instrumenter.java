package metricsbuffer.suite.explore;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import metricsbuffer.suite.explore.standin.Statics;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Puts calls of {@link Turns} into a class of a buffer. What is stood in for is seen to by {@link StandIns}. */
final class Instrumenter extends ClassVisitor {

    private static final String TURNS = StandIns.name(Turns.class);
    /** What a {@code TreeMap} is, and what stands in for it is not. */
    private static final Set<String> NOT_STOOD_IN = Set.of("java/util/SortedMap", "java/util/NavigableMap");
    private static final Set<String> HARMLESS_OF_THREADS = Set.of("getName", "equals");

    private final ApartLoader loader;
    private final int freeVariable;
    private String className;
    private boolean isInterface;

    private record Wrapped(int access, String name, String descriptor, String signature, String[] exceptions) {}

    private final List<Wrapped> wrapped = new ArrayList<>();

    /** @param freeVariable the number of a local variable above those of all methods of the class */
    Instrumenter(ApartLoader loader, int freeVariable, ClassVisitor next) {
        super(ASM9, next);
        this.loader = loader;
        this.freeVariable = freeVariable;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String above, String[] interfaces) {
        className = name;
        isInterface = (access & ACC_INTERFACE) != 0;
        if (StandIns.isStoodIn(above)) { // with fields and methods of its own that the stand-in does not know
            throw new NotJudged("it extends " + above.replace('/', '.'));
        }
        super.visit(version, access, name, signature, above, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        if ((access & ACC_SYNCHRONIZED) == 0) {
            return new Turning(super.visitMethod(access, name, descriptor, signature, exceptions), name);
        }
        wrapped.add(new Wrapped(access & ~ACC_SYNCHRONIZED, name, descriptor, signature, exceptions));
        int inside = access & ACC_STATIC | ACC_PRIVATE | ACC_SYNTHETIC;
        return new Turning(super.visitMethod(inside, inside(name), descriptor, signature, exceptions), name);
    }

    private static String inside(String name) {
        return name + "$synchronized";
    }

    @Override
    public void visitEnd() {
        wrapped.forEach(this::wrap);
        super.visitEnd();
    }

    /** A synchronized method: enters the monitor, calls what the method was, and leaves it in any case. */
    private void wrap(Wrapped method) {
        MethodVisitor code = super.visitMethod(
                method.access, method.name, method.descriptor, method.signature, method.exceptions);
        boolean isStatic = (method.access & ACC_STATIC) != 0;
        Label begin = new Label();
        Label end = new Label();
        Label thrown = new Label();
        code.visitCode();
        code.visitTryCatchBlock(begin, end, thrown, null);
        monitor(code, isStatic, "enter");
        code.visitLabel(begin);
        int variable = 0;
        if (!isStatic) {
            code.visitVarInsn(ALOAD, variable++);
        }
        for (Type argument : Type.getArgumentTypes(method.descriptor)) {
            code.visitVarInsn(argument.getOpcode(ILOAD), variable);
            variable += argument.getSize();
        }
        code.visitMethodInsn(isStatic ? INVOKESTATIC : INVOKESPECIAL, className, inside(method.name), method.descriptor,
                isInterface);
        code.visitLabel(end);
        monitor(code, isStatic, "exit");
        code.visitInsn(Type.getReturnType(method.descriptor).getOpcode(IRETURN));
        code.visitLabel(thrown);
        code.visitFrame(F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
        monitor(code, isStatic, "exit");
        code.visitInsn(ATHROW);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void monitor(MethodVisitor code, boolean isStatic, String what) {
        if (isStatic) {
            code.visitLdcInsn(Type.getObjectType(className));
        } else {
            code.visitVarInsn(ALOAD, 0);
        }
        code.visitMethodInsn(INVOKESTATIC, TURNS, what, "(Ljava/lang/Object;)V", false);
    }

    /** One method. */
    private final class Turning extends MethodVisitor {

        private final String method;
        private final Set<Label> handlers = new HashSet<>();
        private boolean atHandler;

        Turning(MethodVisitor next, String method) {
            super(ASM9, next);
            this.method = method;
        }

        /** Of a catch; what is for any exception, as a finally, throws it again. */
        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (type != null) {
                handlers.add(handler);
            }
            super.visitTryCatchBlock(start, end, handler, type);
        }

        @Override
        public void visitLabel(Label label) {
            super.visitLabel(label);
            atHandler |= handlers.contains(label);
        }

        /** Each handler begins with one. */
        @Override
        public void visitFrame(int type, int locals, Object[] local, int stacked, Object[] stack) {
            super.visitFrame(type, locals, local, stacked, stack);
            if (atHandler) {
                atHandler = false;
                super.visitInsn(DUP);
                turns("caught", "(Ljava/lang/Throwable;)V");
            }
        }

        private void turns(String name, String descriptor) {
            super.visitMethodInsn(INVOKESTATIC, TURNS, name, descriptor, false);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            String field = simple(loader.declaring(owner, name), name);
            if (opcode == GETSTATIC) {
                super.visitFieldInsn(opcode, owner, name, descriptor);
                if (loader.isLookedAt(owner, name) && Type.getType(descriptor).getSort() >= Type.ARRAY) {
                    super.visitInsn(DUP);
                    turns("fromStatic", "(Ljava/lang/Object;)V");
                }
            } else if (loader.isOfEnum(owner, name)) {
                ofEnum(opcode, owner, name, descriptor);
            } else if (!loader.isSettable(owner, name)) {
                // what the compiler adds is set before the object is one: it cannot have been handed out
                if (opcode == PUTFIELD && method.equals("<init>") && !name.contains("$")) {
                    ownerBelow(Type.getType(descriptor).getSize());
                    turns("writesFinal", "(Ljava/lang/Object;)V");
                }
                super.visitFieldInsn(opcode, owner, name, descriptor);
            } else if (opcode == GETFIELD) {
                super.visitInsn(DUP);
                super.visitLdcInsn(field);
                turns("reads", "(Ljava/lang/Object;Ljava/lang/String;)V");
                super.visitFieldInsn(opcode, owner, name, descriptor);
                saw(Type.getType(descriptor));
            } else if (opcode == PUTFIELD) {
                ownerBelow(Type.getType(descriptor).getSize());
                super.visitLdcInsn(field);
                turns("writes", "(Ljava/lang/Object;Ljava/lang/String;)V");
                if (Type.getType(descriptor).getSort() >= Type.ARRAY) {
                    super.visitInsn(DUP);
                    turns("shareRef", "(Ljava/lang/Object;)V");
                }
                super.visitFieldInsn(opcode, owner, name, descriptor);
            } else {
                if (!method.equals("<clinit>")) {
                    unknown("it writes to a static field, " + field);
                }
                super.visitFieldInsn(opcode, owner, name, descriptor);
            }
        }

        /** A constant is anybody's, as what a static field holds. */
        private void ofEnum(int opcode, String owner, String name, String descriptor) {
            if (loader.isSettable(owner, name) && !method.equals("<init>")) {
                unknown("a constant of an enum has a field that is not final, " + simple(owner, name));
            }
            super.visitFieldInsn(opcode, owner, name, descriptor);
            if (opcode == GETFIELD && Type.getType(descriptor).getSort() >= Type.ARRAY) {
                super.visitInsn(DUP);
                turns("fromStatic", "(Ljava/lang/Object;)V");
            }
        }

        /** Copies what is below the value to the top. */
        private void ownerBelow(int size) {
            if (size == 1) {
                super.visitInsn(DUP2);
                super.visitInsn(POP);
            } else {
                super.visitInsn(DUP2_X1);
                super.visitInsn(POP2);
                super.visitInsn(DUP_X2);
            }
        }

        private void saw(Type type) {
            super.visitInsn(type.getSize() == 2 ? DUP2 : DUP);
            switch (type.getSort()) {
                case Type.LONG -> turns("sawLong", "(J)V");
                case Type.DOUBLE -> turns("sawDouble", "(D)V");
                case Type.FLOAT -> turns("sawFloat", "(F)V");
                case Type.ARRAY, Type.OBJECT -> turns("sawRef", "(Ljava/lang/Object;)V");
                default -> turns("sawInt", "(I)V");
            }
        }

        @Override
        public void visitInsn(int opcode) {
            switch (opcode) {
                case MONITORENTER -> turns("enter", "(Ljava/lang/Object;)V");
                case MONITOREXIT -> turns("exit", "(Ljava/lang/Object;)V");
                case LALOAD -> load(opcode, Type.LONG_TYPE);
                case DALOAD -> load(opcode, Type.DOUBLE_TYPE);
                case FALOAD -> load(opcode, Type.FLOAT_TYPE);
                case IALOAD, BALOAD, SALOAD, CALOAD -> load(opcode, Type.INT_TYPE);
                case AALOAD -> load(opcode, Type.getType(Object.class));
                case LASTORE -> turns("store", "([JIJ)V");
                case DASTORE -> turns("store", "([DID)V");
                case FASTORE -> turns("store", "([FIF)V");
                case SASTORE -> turns("store", "([SII)V");
                case CASTORE -> turns("store", "([CII)V");
                case IASTORE -> turns("store", "([III)V");
                case BASTORE -> turns("storeByte", "(Ljava/lang/Object;II)V");
                case AASTORE -> turns("store", "([Ljava/lang/Object;ILjava/lang/Object;)V");
                default -> super.visitInsn(opcode);
            }
        }

        private void load(int opcode, Type type) {
            super.visitInsn(DUP2);
            turns("elementRead", "(Ljava/lang/Object;I)V");
            super.visitInsn(opcode);
            saw(type);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == NEW && (StandIns.isUnknown(type) || type.equals("java/lang/Thread"))) {
                unknown("it makes a " + type.replace('/', '.'));
            }
            if (NOT_STOOD_IN.contains(type)) {
                unknown("it casts to " + type.replace('/', '.'));
            }
            super.visitTypeInsn(opcode, type);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            String inPlace = opcode == INVOKESTATIC ? StandIns.inPlaceOf(owner, name, descriptor) : null;
            if (inPlace != null) {
                super.visitMethodInsn(INVOKESTATIC, inPlace, name, descriptor, false);
            } else if (owner.startsWith("[") && name.equals("clone")) {
                super.visitMethodInsn(INVOKESTATIC, StandIns.name(Statics.class), "clone",
                        "(Ljava/lang/Object;)Ljava/lang/Object;", false);
            } else if (owner.equals("org/slf4j/LoggerFactory")) {
                turns("logger", descriptor);
            } else if (StandIns.givesWay(owner, name)) {
                turns("giveWay", opcode == INVOKESTATIC ? descriptor : descriptor.replace("(", "(L" + owner + ";"));
            } else if (owner.equals("java/lang/Thread") && name.equals("isAlive")) {
                turns("isAlive", "(Ljava/lang/Thread;)Z");
            } else {
                assertKnown(owner, name, descriptor);
                showArrays(owner, name, descriptor);
                super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
            }
        }

        /** Not judged before the call, or else the buffer could catch what the call throws. */
        private void assertKnown(String owner, String name, String descriptor) {
            String of = loader.inheritedFrom(owner, name, descriptor);
            if (isUnknown(of, name) || StandIns.isLacking(of, name, descriptor)) {
                unknown("it calls " + simple(of, name));
            }
        }

        private static String simple(String owner, String name) {
            return owner.substring(owner.lastIndexOf('/') + 1) + "." + name;
        }

        /** Before a call of what is not the buffer's: shows the arrays among its arguments. */
        private void showArrays(String owner, String name, String descriptor) {
            if (!takesArrays(owner, name, descriptor)) {
                return;
            }
            Type[] arguments = Type.getArgumentTypes(descriptor);
            int variable = freeVariable + (Type.getArgumentsAndReturnSizes(descriptor) >> 2);
            for (int index = arguments.length - 1; index >= 0; index--) {
                variable -= arguments[index].getSize();
                super.visitVarInsn(arguments[index].getOpcode(ISTORE), variable);
            }
            for (Type argument : arguments) {
                super.visitVarInsn(argument.getOpcode(ILOAD), variable);
                variable += argument.getSize();
                if (argument.getSort() == Type.ARRAY) {
                    super.visitInsn(DUP);
                    super.visitLdcInsn(simple(owner, name));
                    super.visitInsn(StandIns.onlyReads(owner, name) ? ICONST_1 : ICONST_0);
                    turns("hands", "(Ljava/lang/Object;Ljava/lang/String;Z)V");
                }
            }
        }

        private boolean takesArrays(String owner, String name, String descriptor) {
            return !loader.isApart(loader.inheritedFrom(owner, name, descriptor).replace('/', '.'))
                    && Stream.of(Type.getArgumentTypes(descriptor)).anyMatch(type -> type.getSort() == Type.ARRAY);
        }

        private boolean isUnknown(String owner, String name) {
            return StandIns.isUnknown(owner) || StandIns.isUnknown(owner, name)
                    || owner.equals("java/lang/Thread") && !HARMLESS_OF_THREADS.contains(name);
        }

        private void unknown(String what) {
            super.visitLdcInsn(what);
            turns("unknown", "(Ljava/lang/String;)V");
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] changed = arguments.clone();
            for (int index = 0; index < changed.length; index++) {
                if (changed[index] instanceof Handle handle) {
                    changed[index] = inPlaceOf(handle);
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, changed);
        }

        private Handle inPlaceOf(Handle handle) {
            String inPlace = StandIns.inPlaceOf(handle.getOwner(), handle.getName(), handle.getDesc());
            if (inPlace != null) {
                return new Handle(H_INVOKESTATIC, inPlace, handle.getName(), handle.getDesc(), false);
            }
            if (handle.getTag() >= H_INVOKEVIRTUAL) {
                assertKnown(handle.getOwner(), handle.getName(), handle.getDesc());
                if (takesArrays(handle.getOwner(), handle.getName(), handle.getDesc())) {
                    unknown("it hands an array to " + simple(handle.getOwner(), handle.getName()));
                }
            }
            return handle;
        }
    }
}
