package io.timestore.packaging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Has each kind of metadata of Calcite's look up its own methods. As it is compiled, it takes them
 * from {@code BuiltInMethod}, an enumeration of 600 that generated code may use: to plan a first
 * statement, all of these would be found by reflection in a hundred classes that are loaded for
 * nothing else.
 */
final class MetadataMethods {
  private static final String CALCITE = "(.*/)?org/apache/calcite/";
  private static final String CONSTANTS = CALCITE + "util/BuiltInMethod";
  private static final String KINDS = CALCITE + "rel/metadata/BuiltInMetadata\\$\\w+";

  /** Of a constant's name, number, class, method and parameters. */
  private static final String CONSTRUCTOR =
      "(Ljava/lang/String;ILjava/lang/Class;Ljava/lang/String;[Ljava/lang/Class;)V";

  private static final String LOOKUP =
      "(Ljava/lang/Class;Ljava/lang/String;[Ljava/lang/Class;)Ljava/lang/reflect/Method;";
  private static final int STACK = 6; // of a lookup

  /** The instructions that leave class, name and parameters on the stack, by constant. */
  private final Map<String, List<AbstractInsnNode>> lookups = new HashMap<>();

  MetadataMethods(JarFile jar) throws IOException {
    for (ZipEntry entry : jar.stream().toList()) {
      if (entry.getName().matches(CONSTANTS + "\\.class")) {
        ClassNode constants = new ClassNode();
        new ClassReader(jar.getInputStream(entry))
            .accept(constants, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        constants.methods.forEach(method -> read(method.instructions));
      }
    }
  }

  private void read(InsnList instructions) {
    AbstractInsnNode made = null;
    for (AbstractInsnNode node : instructions) {
      if (node instanceof TypeInsnNode type
          && type.getOpcode() == Opcodes.NEW
          && type.desc.matches(CONSTANTS)) {
        made = type;
      } else if (made != null
          && node instanceof MethodInsnNode call
          && call.name.equals("<init>")
          && call.desc.equals(CONSTRUCTOR)
          && call.getNext() instanceof FieldInsnNode constant) {
        lookups.put(constant.name, lookup(made, call));
      }
    }
  }

  /** What stands between; the first four: new, dup, the constant's name, its number. */
  private static List<AbstractInsnNode> lookup(AbstractInsnNode made, AbstractInsnNode call) {
    List<AbstractInsnNode> lookup = new ArrayList<>();
    for (AbstractInsnNode node = made; node != call; node = node.getNext()) {
      if (node.getOpcode() >= 0) {
        lookup.add(node);
      }
    }
    return lookup.subList(4, lookup.size());
  }

  /**
   * Into the class, if it is a kind of metadata.
   *
   * @throws IllegalStateException if a method is not found as it used to be
   */
  void write(ClassNode owner) {
    if (!owner.name.matches(KINDS)) {
      return;
    }
    for (MethodNode method : owner.methods) {
      for (AbstractInsnNode node : method.instructions.toArray()) {
        if (node instanceof FieldInsnNode constant && constant.owner.matches(CONSTANTS)) {
          replace(owner, method, constant);
        }
      }
    }
  }

  private void replace(ClassNode owner, MethodNode method, FieldInsnNode constant) {
    if (constant.getOpcode() == Opcodes.GETFIELD) {
      return; // of the constant before it
    }
    List<AbstractInsnNode> lookup = lookups.get(constant.name);
    if (lookup == null
        || !(constant.getNext() instanceof FieldInsnNode field)
        || !field.name.equals("method")) {
      throw new IllegalStateException(
          owner.name + " takes " + constant.name + " from Calcite's BuiltInMethod in a new way");
    }
    for (AbstractInsnNode node : lookup) {
      method.instructions.insertBefore(constant, node.clone(Map.of()));
    }
    String types = constant.owner.replaceAll("util/BuiltInMethod$", "linq4j/tree/Types");
    method.instructions.insertBefore(
        constant, new MethodInsnNode(Opcodes.INVOKESTATIC, types, "lookupMethod", LOOKUP, false));
    method.instructions.remove(field);
    method.instructions.remove(constant);
    method.maxStack += STACK;
  }
}
