package io.timestore.packaging;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Spares the JVM the loading of classes that no code which runs needs. To verify that a method may
 * return, throw, store or pass an object as another type, the JVM loads the type that is asked for
 * and, unless that is an interface, the object's and what it inherits from (JVM specification,
 * 4.10.1.2), though most of such code never runs: a seventh of the classes of a first statement. A
 * cast to the type that is asked for gives the object this very type; then nothing is compared, and
 * the cast looks at the type only when it is reached. What a compiler wrote passes the cast; only
 * an object that does not have an interface which its class had when it was compiled would be
 * noticed earlier than before.
 *
 * <p>Casts stand where the object is on top of the stack, or below one other value: most places;
 * and only where the class may name the type.
 */
final class VerifierCasts {
  private static final String OBJECT = "java/lang/Object";
  private static final String THROWABLE = "java/lang/Throwable";

  private final JarClasses classes;
  private final String owner;
  private final MethodNode method;
  private final AnalyzerAdapter types;

  private VerifierCasts(JarClasses classes, String owner, MethodNode method) {
    this.classes = classes;
    this.owner = owner;
    this.method = method;
    this.types = new AnalyzerAdapter(owner, method.access, method.name, method.desc, null);
  }

  /** Into all methods of a class; its frames must be expanded. */
  static void write(ClassNode owner, JarClasses classes) {
    if ((owner.version & 0xFFFF) < Opcodes.V1_6) {
      return; // has no frames: another verifier, which has to find them
    }
    for (MethodNode method : owner.methods) {
      new VerifierCasts(classes, owner.name, method).write();
    }
  }

  private void write() {
    for (AbstractInsnNode instruction : method.instructions.toArray()) {
      if (types.stack != null) {
        castBefore(instruction);
      }
      instruction.accept(types);
    }
  }

  private void castBefore(AbstractInsnNode instruction) {
    if (instruction instanceof InsnNode insn) {
      if (insn.getOpcode() == Opcodes.ARETURN) {
        cast(insn, Type.getReturnType(method.desc));
      } else if (insn.getOpcode() == Opcodes.ATHROW) {
        cast(insn, Type.getObjectType(THROWABLE));
      }
    } else if (instruction instanceof FieldInsnNode field) {
      if (field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.PUTSTATIC) {
        cast(field, Type.getType(field.desc));
      }
    } else if (instruction instanceof MethodInsnNode call) {
      castArguments(call, Type.getArgumentTypes(call.desc));
    } else if (instruction instanceof InvokeDynamicInsnNode call) {
      castArguments(call, Type.getArgumentTypes(call.desc));
    } else if (instruction instanceof JumpInsnNode jump && jump.getOpcode() == Opcodes.GOTO) {
      castForFrame(jump, jump.label);
    } else if (instruction instanceof LabelNode label) {
      castForFrame(label, label);
    }
  }

  private void castArguments(AbstractInsnNode call, Type[] parameters) {
    int last = parameters.length - 1;
    if (last < 0) {
      return;
    }
    cast(call, parameters[last]);
    if (last > 0 && parameters[last].getSize() == 1 && needsCast(1, parameters[last - 1])) {
      method.instructions.insertBefore(call, new InsnNode(Opcodes.SWAP));
      insertCast(call, parameters[last - 1]);
      method.instructions.insertBefore(call, new InsnNode(Opcodes.SWAP));
    }
  }

  /** What is on the stack where ways meet, as after {@code a ? b : c}. */
  private void castForFrame(AbstractInsnNode before, LabelNode target) {
    FrameNode frame = frameAt(target);
    if (frame != null && frame.stack != null && !frame.stack.isEmpty()) {
      Object top = frame.stack.get(frame.stack.size() - 1);
      if (top instanceof String type) {
        cast(before, Type.getObjectType(type));
      }
    }
  }

  private static @Nullable FrameNode frameAt(LabelNode target) {
    AbstractInsnNode node = target.getNext();
    while (node instanceof LineNumberNode) {
      node = node.getNext();
    }
    return node instanceof FrameNode frame ? frame : null;
  }

  private void cast(AbstractInsnNode before, Type to) {
    if (needsCast(0, to)) {
      insertCast(before, to);
    }
  }

  private void insertCast(AbstractInsnNode before, Type to) {
    method.instructions.insertBefore(
        before, new TypeInsnNode(Opcodes.CHECKCAST, to.getInternalName()));
  }

  private boolean needsCast(int below, Type to) {
    String wanted = to.getSort() == Type.OBJECT ? to.getInternalName() : OBJECT;
    int at = types.stack.size() - 1 - below;
    return !wanted.equals(OBJECT)
        && at >= 0
        && types.stack.get(at) instanceof String given
        && !given.equals(wanted)
        && classes.contains(given)
        && classes.mayBeCastTo(wanted, owner);
  }
}
