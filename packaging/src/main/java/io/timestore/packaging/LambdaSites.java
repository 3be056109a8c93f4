package io.timestore.packaging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
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
  private final JarClasses classes;
  private final int access;
  private final Map<Handle, Handle> bridges = new HashMap<>();
  private final Map<Lambda.Shape, LambdaClass> open = new HashMap<>();
  private final List<LambdaClass> made = new ArrayList<>();

  LambdaSites(ClassNode owner, JarClasses classes) {
    this.owner = owner;
    this.classes = classes;
    // Methods of interfaces are private or public.
    this.access = (owner.access & Opcodes.ACC_INTERFACE) == 0 ? 0 : Opcodes.ACC_PUBLIC;
  }

  /** Has a written class make the object; the method's stack and frames are as before. */
  void replace(MethodNode method, InvokeDynamicInsnNode site) {
    Handle called = (Handle) site.bsmArgs[1];
    if (!site.bsm.getName().equals("metafactory")
        || called.getOwner().startsWith("[")
        || classes.isProtected(called)) {
      return;
    }
    Lambda.Shape shape =
        new Lambda.Shape(site.name, Type.getMethodType(site.desc), (Type) site.bsmArgs[0]);
    Lambda lambda = new Lambda(shape, reachable(called), (Type) site.bsmArgs[2]);
    method.instructions.set(site, classOf(shape).add(lambda));
  }

  private LambdaClass classOf(Lambda.Shape shape) {
    LambdaClass known = open.get(shape);
    if (known != null && !known.isFull()) {
      return known;
    }
    LambdaClass started = new LambdaClass(owner.name + "$$Lambda" + (made.size() + 1), shape);
    made.add(started);
    open.put(shape, started);
    return started;
  }

  /** The classes of what was replaced. */
  List<WrittenClass> write() {
    return made.stream().map(LambdaClass::write).toList();
  }

  private Handle reachable(Handle called) {
    if (!classes.isPrivate(called)) {
      return called;
    }
    if (called.getOwner().equals(owner.name) && called.getName().startsWith(BODY)) {
      for (MethodNode body : owner.methods) {
        if (body.name.equals(called.getName())
            && body.desc.equals(called.getDesc())
            && (body.access & STATIC_BODY) == STATIC_BODY) {
          body.access = (body.access & ~Opcodes.ACC_PRIVATE) | access;
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
    int access = this.access | STATIC_BODY;
    MethodNode method = new MethodNode(access, name, descriptor, null, null);
    GeneratorAdapter code = new GeneratorAdapter(method, access, name, descriptor);
    target.begin(code);
    code.loadArgs();
    target.call(code);
    code.returnValue();
    int size = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    method.visitMaxs(size + 2, size);
    owner.methods.add(method);
    return new Handle(Opcodes.H_INVOKESTATIC, owner.name, name, descriptor, this.access != 0);
  }
}
