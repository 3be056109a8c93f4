package io.timestore.packaging;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Takes the lambdas and the records' methods out of what the JVM makes for one class, out of the
 * class what nobody reads, and out of its verification what it does not need.
 */
final class ClassRewriter {
  private final JarClasses classes;
  private final MetadataMethods metadata;

  ClassRewriter(JarClasses classes, MetadataMethods metadata) {
    this.classes = classes;
    this.metadata = metadata;
  }

  /** The class, first, and the classes of its lambdas. */
  List<WrittenClass> rewrite(byte[] code) {
    ClassReader reader = new Reader(code);
    ClassNode owner = new ClassNode();
    reader.accept(owner, ClassReader.EXPAND_FRAMES);
    Trimmer.trim(owner);
    metadata.write(owner);
    VerifierCasts.write(owner, classes);
    LambdaSites lambdas = new LambdaSites(owner, classes);
    for (MethodNode method : List.copyOf(owner.methods)) {
      for (AbstractInsnNode instruction : method.instructions.toArray()) {
        if (!(instruction instanceof InvokeDynamicInsnNode site)) {
          continue;
        }
        switch (site.bsm.getOwner()) {
          case "java/lang/invoke/LambdaMetafactory" -> lambdas.replace(method, site);
          case "java/lang/runtime/ObjectMethods" -> RecordMethods.write(owner, method, site);
          default -> {} // texts put together, mostly, and few
        }
      }
    }
    ClassWriter writer = new ClassWriter(0);
    owner.accept(writer);
    List<WrittenClass> written = new ArrayList<>();
    written.add(new WrittenClass(owner.name, writer.toByteArray()));
    written.addAll(lambdas.write());
    return written;
  }

  /** Accepts type annotations that end behind their method, as the shade plugin writes some. */
  private static final class Reader extends ClassReader {
    Reader(byte[] code) {
      super(code);
    }

    @Override
    protected Label readLabel(int offset, Label[] labels) {
      return super.readLabel(Math.min(offset, labels.length - 1), labels);
    }
  }
}
