package io.timestore.packaging;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * The class of one lambda or method reference, as {@code LambdaMetafactory} would make it.
 *
 * @param name of the class
 * @param method of the interface
 * @param factory captured values to the interface
 * @param erased the interface's method
 * @param called by that method
 * @param instantiated the interface's method with its type arguments
 */
record LambdaClass(
    String name, String method, Type factory, Type erased, Handle called, Type instantiated) {
  /** The field with the one object of a lambda that captures nothing. */
  static final String ONLY = "ONLY";

  /** The method that makes an object with what is captured. */
  static final String MAKE = "make";

  private static final Type OBJECT = Type.getType(Object.class);

  Type[] captured() {
    return factory.getArgumentTypes();
  }

  Type made() {
    return factory.getReturnType();
  }

  private Type self() {
    return Type.getObjectType(name);
  }

  WrittenClass write() {
    ClassWriter to = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    to.visit(
        Opcodes.V1_8,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        OBJECT.getInternalName(),
        new String[] {made().getInternalName()});
    Method constructor = new Method("<init>", Type.VOID_TYPE, captured());
    writeConstructor(to, constructor);
    if (captured().length == 0) {
      writeOnly(to, constructor);
    } else {
      writeMake(to, constructor);
    }
    writeCall(to);
    to.visitEnd();
    return new WrittenClass(name, to.toByteArray());
  }

  private void writeConstructor(ClassWriter to, Method constructor) {
    Type[] captured = captured();
    GeneratorAdapter code = new GeneratorAdapter(Opcodes.ACC_PRIVATE, constructor, null, null, to);
    code.loadThis();
    code.invokeConstructor(OBJECT, Method.getMethod("void <init> ()"));
    for (int i = 0; i < captured.length; i++) {
      to.visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
              field(i),
              captured[i].getDescriptor(),
              null,
              null)
          .visitEnd();
      code.loadThis();
      code.loadArg(i);
      code.putField(self(), field(i), captured[i]);
    }
    code.returnValue();
    code.endMethod();
  }

  private static String field(int i) {
    return "captured" + i;
  }

  private void writeOnly(ClassWriter to, Method constructor) {
    int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    to.visitField(access, ONLY, made().getDescriptor(), null, null).visitEnd();
    GeneratorAdapter code =
        new GeneratorAdapter(
            Opcodes.ACC_STATIC, Method.getMethod("void <clinit> ()"), null, null, to);
    code.newInstance(self());
    code.dup();
    code.invokeConstructor(self(), constructor);
    code.putStatic(self(), ONLY, made());
    code.returnValue();
    code.endMethod();
  }

  private void writeMake(ClassWriter to, Method constructor) {
    GeneratorAdapter code =
        new GeneratorAdapter(
            Opcodes.ACC_STATIC, new Method(MAKE, factory.getDescriptor()), null, null, to);
    code.newInstance(self());
    code.dup();
    code.loadArgs();
    code.invokeConstructor(self(), constructor);
    code.returnValue();
    code.endMethod();
  }

  private void writeCall(ClassWriter to) {
    Target target = new Target(called);
    Type[] captured = captured();
    Type[] passed = target.parameters();
    Type[] given = erased.getArgumentTypes();
    Type[] meant = instantiated.getArgumentTypes();
    GeneratorAdapter code =
        new GeneratorAdapter(
            Opcodes.ACC_PUBLIC, new Method(method, erased.getDescriptor()), null, null, to);
    target.begin(code);
    for (int i = 0; i < captured.length; i++) {
      code.loadThis();
      code.getField(self(), field(i), captured[i]);
      Conversion.write(code, captured[i], captured[i], passed[i]);
    }
    for (int i = 0; i < given.length; i++) {
      code.loadArg(i);
      Conversion.write(code, given[i], meant[i], passed[captured.length + i]);
    }
    target.call(code);
    Conversion.write(code, target.result(), instantiated.getReturnType(), erased.getReturnType());
    code.returnValue();
    code.endMethod();
  }
}
