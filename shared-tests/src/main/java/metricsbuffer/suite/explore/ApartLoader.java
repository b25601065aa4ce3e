package metricsbuffer.suite.explore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import metricsbuffer.suite.port.BufferModule;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;

/**
 * Loads the classes of a buffer a second time, with {@link Turns} put in. Classes of the JDK, of the suite and of what
 * logs it has from its parent.
 */
final class ApartLoader extends ClassLoader {

    private static final String SUITE = "metricsbuffer.suite.";

    /** Changed classes by name, of the modules that were loaded so: the same module is explored again and again. */
    private static final Map<Class<?>, Map<String, byte[]>> CHANGED = Collections.synchronizedMap(new WeakHashMap<>());

    private final String moduleClass;
    private final Map<String, byte[]> changed;
    /** By the class by which they are named, and their name. */
    private final Map<String, Declared> fields = new HashMap<>();

    private record Declared(String owner, boolean settable, boolean ofEnum) {}

    private ApartLoader(Class<?> moduleClass) {
        super(moduleClass.getClassLoader());
        this.moduleClass = moduleClass.getName();
        this.changed = CHANGED.computeIfAbsent(moduleClass, first -> new ConcurrentHashMap<>());
    }

    /** A second one of a module, whose buffers make turns. */
    static BufferModule load(BufferModule module) {
        Class<?> type = module instanceof Enum<?> constant ? constant.getDeclaringClass() : module.getClass();
        try {
            Class<?> apart = Class.forName(type.getName(), true, new ApartLoader(type));
            if (module instanceof Enum<?> constant) {
                return (BufferModule) apart.getEnumConstants()[constant.ordinal()];
            }
            var constructor = apart.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (BufferModule) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be loaded apart", e);
        }
    }

    /** Whether what a static field holds matters: not the adapter's, nor what the compiler has made. */
    boolean isLookedAt(String owner, String field) {
        String name = owner.replace('/', '.');
        return isApart(name) && !name.equals(moduleClass) && !field.startsWith("$");
    }

    /** Whether a class is one of the buffer's. */
    boolean isApart(String name) {
        return name.equals(moduleClass) || name.startsWith(moduleClass + "$")
                || !name.startsWith(SUITE) && !name.startsWith("org.slf4j.") && !isOfTheJdk(name);
    }

    private static boolean isOfTheJdk(String name) {
        return name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.")
                || name.startsWith("sun.");
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isApart(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] type = changed.get(name);
        if (type == null) {
            type = changed(name);
            changed.put(name, type);
        }
        return defineClass(name, type, 0, type.length);
    }

    private byte[] changed(String name) throws ClassNotFoundException {
        byte[] original = bytes(name.replace('.', '/'));
        if (original == null) {
            throw new ClassNotFoundException(name);
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        ClassRemapper remapped = new ClassRemapper(writer, StandIns.REMAPPER);
        new ClassReader(original).accept(new Instrumenter(this, variables(original), remapped), 0);
        return writer.toByteArray();
    }

    /** How many local variables the methods of a class have at most. */
    private static int variables(byte[] type) {
        int[] most = {0};
        new ClassReader(type).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitMaxs(int stack, int variables) {
                        most[0] = Math.max(most[0], variables);
                    }
                };
            }
        }, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return most[0];
    }

    private byte[] bytes(String internalName) {
        try (InputStream in = getParent().getResourceAsStream(internalName + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class of the JDK from which a class of the buffer has a method; the class itself if there is none such. */
    String inheritedFrom(String owner, String method, String descriptor) {
        String at = owner;
        while (isApart(at.replace('/', '.'))) {
            byte[] original = bytes(at);
            if (original == null || declares(original, method + descriptor)) {
                return owner;
            }
            at = new ClassReader(original).getSuperName();
        }
        return at;
    }

    private static boolean declares(byte[] type, String sought) {
        Set<String> declared = new HashSet<>();
        new ClassReader(type).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                declared.add(name + descriptor);
                return null;
            }
        }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return declared.contains(sought);
    }

    /** Whether a field is one of the buffer's that can be assigned to after its object was made. */
    boolean isSettable(String owner, String field) {
        return declared(owner, field).settable;
    }

    /** Whether a field is one that the constants of an enum of the buffer have. */
    boolean isOfEnum(String owner, String field) {
        return declared(owner, field).ofEnum && isLookedAt(owner, field);
    }

    /** The class that has a field which another one may inherit: the code names either. */
    String declaring(String owner, String field) {
        return declared(owner, field).owner;
    }

    private Declared declared(String owner, String field) {
        String key = owner + "." + field;
        if (!fields.containsKey(key) && isApart(owner.replace('/', '.'))) {
            readFields(owner, owner);
        }
        return fields.getOrDefault(key, new Declared(owner, false, false));
    }

    /** A field may be one of a superclass, too. */
    private void readFields(String owner, String of) {
        byte[] original = bytes(of);
        if (original == null) {
            return;
        }
        new ClassReader(original).accept(new ClassVisitor(Opcodes.ASM9) {
            private boolean isEnum;

            @Override
            public void visit(
                    int version, int access, String name, String signature, String above, String[] interfaces) {
                isEnum = (access & Opcodes.ACC_ENUM) != 0;
                if (above != null && isApart(above.replace('/', '.'))) {
                    readFields(owner, above);
                }
            }

            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                fields.put(owner + "." + name, new Declared(of, !Modifier.isFinal(access), isEnum));
                return null;
            }
        }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }
}
