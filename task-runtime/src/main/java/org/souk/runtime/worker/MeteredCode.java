package org.souk.runtime.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.ClassCollector;
import run.endive.compiler.internal.ClassLoadingCollector;
import run.endive.compiler.internal.Compiler;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.WasmModule;

/**
 * Loads the Java classes that Endive compiles a module to, without the interruption check that it puts before each call
 * and each jump backwards. A metered module needs none: it comes to the hook after every slice of fuel, where a run can
 * be stopped, and what the checks cost is more than what the metering costs.
 */
public final class MeteredCode extends ClassLoadingCollector {

    private static final String CHECK = "checkInterruption";

    private MeteredCode() {}

    /**
     * Compiles a module, metered and perhaps migratable.
     *
     * @throws RuntimeException if it goes beyond a limit of Java's or the engine's
     */
    public static Function<Instance, Machine> compile(WasmModule module) {
        return classes(module).machineFactory();
    }

    /** As {@link #compile}; the classes are loaded and can be kept. */
    static MeteredCode classes(WasmModule module) {
        ClassCollector code = Compiler.builder(module)
                // A function too large for a Java method is interpreted: slow, with the same result and fuel.
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .withClassCollectorFactory(MeteredCode::new)
                .build()
                .compile()
                .collector();
        return (MeteredCode) code;
    }

    @Override
    public void putMainClass(String name, byte[] bytes) {
        super.putMainClass(name, withoutChecks(bytes));
    }

    @Override
    public void put(String name, byte[] bytes) {
        super.put(name, withoutChecks(bytes));
    }

    @Override
    public void putAll(ClassCollector collector) {
        Map<String, byte[]> changed = new LinkedHashMap<>();
        collector.classBytes().forEach((name, bytes) -> changed.put(name, withoutChecks(bytes)));
        super.putAll(new Changed(collector, changed));
    }

    private static byte[] withoutChecks(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return new WithoutChecks(super.visitMethod(access, name, descriptor, signature, exceptions));
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class WithoutChecks extends MethodVisitor {
        private WithoutChecks(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            boolean check = opcode == Opcodes.INVOKESTATIC && name.equals(CHECK) && descriptor.equals("()V");
            if (!check) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }
    }

    /** Another collector's classes as they are now. */
    private record Changed(ClassCollector original, Map<String, byte[]> classBytes) implements ClassCollector {
        @Override
        public String mainClassName() {
            return original.mainClassName();
        }

        @Override
        public void putMainClass(String name, byte[] bytes) {
            throw new UnsupportedOperationException("only read");
        }

        @Override
        public void put(String name, byte[] bytes) {
            throw new UnsupportedOperationException("only read");
        }

        @Override
        public void putAll(ClassCollector collector) {
            throw new UnsupportedOperationException("only read");
        }

        @Override
        public byte[] resolve(Class<?> type) {
            return original.resolve(type);
        }
    }
}
