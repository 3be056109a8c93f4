package io.timestore.packaging;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The class of lambdas and method references of one shape, each of which answers as the class would
 * that {@code LambdaMetafactory} makes. Where there are several, each object knows by a number
 * which one it is: to load one class for all costs less than one for each.
 */
final class LambdaClass {
  /**
   * So that the method has at most the 325 bytes that the JVM still compiles into its callers, if
   * what each lambda does takes no more than 21.
   */
  private static final int MOST = 12;

  private static final Type OBJECT = Type.getType(Object.class);
  private static final String WHICH = "which";

  private final Type self;
  private final Lambda.Shape shape;
  private final List<Lambda> lambdas = new ArrayList<>();

  LambdaClass(String name, Lambda.Shape shape) {
    this.self = Type.getObjectType(name);
    this.shape = shape;
  }

  boolean isFull() {
    return lambdas.size() == MOST;
  }

  /** The instruction that takes what the lambda captures from the stack and leaves the lambda. */
  AbstractInsnNode add(Lambda lambda) {
    int which = lambdas.size();
    lambdas.add(lambda);
    return shape.captured().length == 0
        ? new FieldInsnNode(
            Opcodes.GETSTATIC, self.getInternalName(), only(which), shape.made().getDescriptor())
        : new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            self.getInternalName(),
            make(which),
            shape.factory().getDescriptor(),
            false);
  }

  /** The field with the one object of a lambda that captures nothing. */
  private static String only(int which) {
    return "only" + which;
  }

  /** The method that makes an object with what is captured. */
  private static String make(int which) {
    return "make" + which;
  }

  private boolean several() {
    return lambdas.size() > 1;
  }

  WrittenClass write() {
    ClassWriter to = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    to.visit(
        Opcodes.V1_8,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        self.getInternalName(),
        null,
        OBJECT.getInternalName(),
        new String[] {shape.made().getInternalName()});
    writeConstructor(to);
    if (shape.captured().length == 0) {
      writeOnly(to);
    } else {
      for (int which = 0; which < lambdas.size(); which++) {
        writeMake(to, which);
      }
    }
    writeMethod(to);
    to.visitEnd();
    return new WrittenClass(self.getInternalName(), to.toByteArray());
  }

  private Method constructor() {
    List<Type> parameters = new ArrayList<>(List.of(shape.captured()));
    if (several()) {
      parameters.add(Type.INT_TYPE);
    }
    return new Method("<init>", Type.VOID_TYPE, parameters.toArray(Type[]::new));
  }

  private void writeConstructor(ClassWriter to) {
    Type[] captured = shape.captured();
    GeneratorAdapter code =
        new GeneratorAdapter(Opcodes.ACC_PRIVATE, constructor(), null, null, to);
    code.loadThis();
    code.invokeConstructor(OBJECT, Method.getMethod("void <init> ()"));
    for (int i = 0; i < captured.length; i++) {
      writeField(to, code, i, Lambda.Shape.field(i), captured[i]);
    }
    if (several()) {
      writeField(to, code, captured.length, WHICH, Type.INT_TYPE);
    }
    code.returnValue();
    code.endMethod();
  }

  private void writeField(ClassWriter to, GeneratorAdapter code, int arg, String name, Type type) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
    to.visitField(access, name, type.getDescriptor(), null, null).visitEnd();
    code.loadThis();
    code.loadArg(arg);
    code.putField(self, name, type);
  }

  private void writeOnly(ClassWriter to) {
    GeneratorAdapter code =
        new GeneratorAdapter(
            Opcodes.ACC_STATIC, Method.getMethod("void <clinit> ()"), null, null, to);
    for (int which = 0; which < lambdas.size(); which++) {
      int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
      to.visitField(access, only(which), shape.made().getDescriptor(), null, null).visitEnd();
      writeNew(code, which);
      code.putStatic(self, only(which), shape.made());
    }
    code.returnValue();
    code.endMethod();
  }

  private void writeMake(ClassWriter to, int which) {
    Method make = new Method(make(which), shape.factory().getDescriptor());
    GeneratorAdapter code = new GeneratorAdapter(Opcodes.ACC_STATIC, make, null, null, to);
    writeNew(code, which);
    code.returnValue();
    code.endMethod();
  }

  private void writeNew(GeneratorAdapter code, int which) {
    code.newInstance(self);
    code.dup();
    for (int i = 0; i < shape.captured().length; i++) {
      code.loadArg(i);
    }
    if (several()) {
      code.push(which);
    }
    code.invokeConstructor(self, constructor());
  }

  private void writeMethod(ClassWriter to) {
    int access = Opcodes.ACC_PUBLIC;
    String descriptor = shape.erased().getDescriptor();
    MethodVisitor method = to.visitMethod(access, shape.method(), descriptor, null, null);
    GeneratorAdapter code = new GeneratorAdapter(method, access, shape.method(), descriptor);
    if (several()) {
      Label[] starts = lambdas.stream().map(lambda -> new Label()).toArray(Label[]::new);
      int last = starts.length - 1;
      code.loadThis();
      code.getField(self, WHICH, Type.INT_TYPE);
      code.visitTableSwitchInsn(0, last, starts[last], starts);
      for (int which = 0; which <= last; which++) {
        code.mark(starts[which]);
        method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        lambdas.get(which).write(code, self);
      }
    } else {
      lambdas.get(0).write(code, self);
    }
    code.endMethod();
  }
}
