package io.timestore.packaging;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/** The method or constructor that a lambda calls. */
record Target(Handle handle) {
  private boolean constructs() {
    return handle.getTag() == Opcodes.H_NEWINVOKESPECIAL;
  }

  private Type owner() {
    return Type.getObjectType(handle.getOwner());
  }

  /** With the object that the method is called on, if there is one. */
  Type[] parameters() {
    Type[] declared = Type.getArgumentTypes(handle.getDesc());
    if (constructs() || handle.getTag() == Opcodes.H_INVOKESTATIC) {
      return declared;
    }
    Type[] all = new Type[declared.length + 1];
    all[0] = owner();
    System.arraycopy(declared, 0, all, 1, declared.length);
    return all;
  }

  Type result() {
    return constructs() ? owner() : Type.getReturnType(handle.getDesc());
  }

  /** What comes before the parameters. */
  void begin(GeneratorAdapter code) {
    if (constructs()) {
      code.newInstance(owner());
      code.dup();
    }
  }

  /** What comes after the parameters. */
  void call(GeneratorAdapter code) {
    int opcode =
        switch (handle.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
          case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
          default -> Opcodes.INVOKESPECIAL;
        };
    code.visitMethodInsn(
        opcode, handle.getOwner(), handle.getName(), handle.getDesc(), handle.isInterface());
  }
}
