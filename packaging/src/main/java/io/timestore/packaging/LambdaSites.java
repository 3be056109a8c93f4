package io.timestore.packaging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The lambdas and method references of one class. What they call may be private, and a class of its
 * own could not call that: a lambda's static body is opened to the package, anything else private
 * is called through a static method beside it. What is protected stays the JVM's. (Nest mates would
 * do without, but Java 8 has none, and most libraries are compiled for it.)
 */
final class LambdaSites {
  private static final String BODY = "lambda$";
  private static final int STATIC_BODY = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

  private final ClassNode owner;
  private final MethodAccess methods;
  private final List<WrittenClass> written;
  private final int open;
  private final Map<Handle, Handle> bridges = new HashMap<>();

  LambdaSites(ClassNode owner, MethodAccess methods, List<WrittenClass> written) {
    this.owner = owner;
    this.methods = methods;
    this.written = written;
    // Methods of interfaces are private or public.
    this.open = (owner.access & Opcodes.ACC_INTERFACE) == 0 ? 0 : Opcodes.ACC_PUBLIC;
  }

  /** Has a class of its own make the object; the method's stack and frames are as before. */
  void replace(MethodNode method, InvokeDynamicInsnNode site) {
    Handle called = (Handle) site.bsmArgs[1];
    if (!site.bsm.getName().equals("metafactory")
        || called.getOwner().startsWith("[")
        || methods.isProtected(called)) {
      return;
    }
    LambdaClass lambda =
        new LambdaClass(
            owner.name + "$$Lambda" + (written.size() + 1),
            site.name,
            Type.getMethodType(site.desc),
            (Type) site.bsmArgs[0],
            reachable(called),
            (Type) site.bsmArgs[2]);
    written.add(lambda.write());
    method.instructions.set(
        site,
        lambda.captured().length == 0
            ? new FieldInsnNode(
                Opcodes.GETSTATIC, lambda.name(), LambdaClass.ONLY, lambda.made().getDescriptor())
            : new MethodInsnNode(
                Opcodes.INVOKESTATIC, lambda.name(), LambdaClass.MAKE, site.desc, false));
  }

  private Handle reachable(Handle called) {
    if (!methods.isPrivate(called)) {
      return called;
    }
    if (called.getOwner().equals(owner.name) && called.getName().startsWith(BODY)) {
      for (MethodNode body : owner.methods) {
        if (body.name.equals(called.getName())
            && body.desc.equals(called.getDesc())
            && (body.access & STATIC_BODY) == STATIC_BODY) {
          body.access = (body.access & ~Opcodes.ACC_PRIVATE) | open;
          return called;
        }
      }
    }
    return bridges.computeIfAbsent(called, this::bridge);
  }

  private Handle bridge(Handle called) {
    Target target = new Target(called);
    String name = BODY + "bridge$" + bridges.size();
    String descriptor = Type.getMethodDescriptor(target.result(), target.parameters());
    int access = open | STATIC_BODY;
    MethodNode method = new MethodNode(access, name, descriptor, null, null);
    GeneratorAdapter code = new GeneratorAdapter(method, access, name, descriptor);
    target.begin(code);
    code.loadArgs();
    target.call(code);
    code.returnValue();
    int size = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    method.visitMaxs(size + 2, size);
    owner.methods.add(method);
    return new Handle(Opcodes.H_INVOKESTATIC, owner.name, name, descriptor, open != 0);
  }
}
