package io.timestore.packaging;

import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Takes out of a class what is read by compilers and debuggers only: annotations of types, those
 * that reflection cannot see, and the names of local variables. Lines stay, for stack traces.
 */
final class Trimmer {
  private Trimmer() {}

  static void trim(ClassNode type) {
    type.invisibleAnnotations = null;
    type.visibleTypeAnnotations = null;
    type.invisibleTypeAnnotations = null;
    type.fields.forEach(Trimmer::trim);
    type.methods.forEach(Trimmer::trim);
    List<RecordComponentNode> components = type.recordComponents;
    if (components != null) {
      components.forEach(Trimmer::trim);
    }
  }

  private static void trim(FieldNode field) {
    field.invisibleAnnotations = null;
    field.visibleTypeAnnotations = null;
    field.invisibleTypeAnnotations = null;
  }

  private static void trim(RecordComponentNode component) {
    component.invisibleAnnotations = null;
    component.visibleTypeAnnotations = null;
    component.invisibleTypeAnnotations = null;
  }

  private static void trim(MethodNode method) {
    method.invisibleAnnotations = null;
    method.invisibleParameterAnnotations = null;
    method.visibleTypeAnnotations = null;
    method.invisibleTypeAnnotations = null;
    method.localVariables = null;
    method.visibleLocalVariableAnnotations = null;
    method.invisibleLocalVariableAnnotations = null;
    for (AbstractInsnNode instruction : method.instructions) {
      instruction.visibleTypeAnnotations = null;
      instruction.invisibleTypeAnnotations = null;
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      block.visibleTypeAnnotations = null;
      block.invisibleTypeAnnotations = null;
    }
  }
}
