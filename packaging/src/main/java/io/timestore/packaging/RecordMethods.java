package io.timestore.packaging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The methods of a record that its source does not have, as {@code ObjectMethods} makes them. */
final class RecordMethods {
  private static final Type OBJECT = Type.getType(Object.class);
  private static final Type OBJECTS = Type.getType(Objects.class);
  private static final Type BUILDER = Type.getType(StringBuilder.class);

  private final ClassNode owner;
  private final MethodNode method;
  private final GeneratorAdapter code;
  private final List<Handle> fields = new ArrayList<>();

  private RecordMethods(ClassNode owner, MethodNode method, InvokeDynamicInsnNode site) {
    this.owner = owner;
    this.method = method;
    this.code = new GeneratorAdapter(method, method.access, method.name, method.desc);
    Arrays.stream(site.bsmArgs).skip(2).forEach(field -> fields.add((Handle) field));
  }

  /** Writes anew the method of which the call is all that there is. */
  static void write(ClassNode owner, MethodNode method, InvokeDynamicInsnNode site) {
    RecordMethods written = new RecordMethods(owner, method, site);
    method.instructions.clear();
    method.localVariables = null;
    switch (site.name) {
      case "hashCode" -> written.hash();
      case "equals" -> written.compare();
      case "toString" -> written.show();
      default -> throw new IllegalArgumentException(owner.name + ": " + site.name);
    }
    method.maxStack = 4; // two values of eight bytes
  }

  private void hash() {
    code.push(0);
    for (Handle field : fields) {
      code.push(31);
      code.math(GeneratorAdapter.MUL, Type.INT_TYPE);
      code.loadThis();
      get(field);
      Type boxed = Conversion.boxed(type(field));
      code.invokeStatic(
          boxed == null ? OBJECTS : boxed,
          new Method("hashCode", Type.INT_TYPE, new Type[] {boxed == null ? OBJECT : type(field)}));
      code.math(GeneratorAdapter.ADD, Type.INT_TYPE);
    }
    code.returnValue();
  }

  private void compare() {
    Label differs = new Label();
    code.loadArg(0);
    code.instanceOf(self());
    code.ifZCmp(GeneratorAdapter.EQ, differs);
    for (Handle field : fields) {
      code.loadThis();
      get(field);
      code.loadArg(0);
      code.checkCast(self());
      get(field);
      Type type = type(field);
      Type boxed = Conversion.boxed(type);
      if (boxed == null) {
        code.invokeStatic(OBJECTS, Method.getMethod("boolean equals (Object, Object)"));
        code.ifZCmp(GeneratorAdapter.EQ, differs);
      } else {
        code.invokeStatic(boxed, new Method("compare", Type.INT_TYPE, new Type[] {type, type}));
        code.ifZCmp(GeneratorAdapter.NE, differs);
      }
    }
    code.push(true);
    code.returnValue();
    code.mark(differs);
    method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.push(false);
    code.returnValue();
  }

  private void show() {
    code.newInstance(BUILDER);
    code.dup();
    code.invokeConstructor(BUILDER, Method.getMethod("void <init> ()"));
    code.push(simpleName() + "[");
    append(Type.getType(String.class));
    for (int i = 0; i < fields.size(); i++) {
      code.push((i == 0 ? "" : ", ") + fields.get(i).getName() + "=");
      append(Type.getType(String.class));
      code.loadThis();
      get(fields.get(i));
      append(shown(type(fields.get(i))));
    }
    code.push("]");
    append(Type.getType(String.class));
    code.invokeVirtual(BUILDER, Method.getMethod("String toString ()"));
    code.returnValue();
  }

  private static Type shown(Type type) {
    if (type.equals(Type.BYTE_TYPE) || type.equals(Type.SHORT_TYPE)) {
      return Type.INT_TYPE;
    }
    return Conversion.boxed(type) == null ? OBJECT : type;
  }

  private void append(Type type) {
    code.invokeVirtual(BUILDER, new Method("append", BUILDER, new Type[] {type}));
  }

  private String simpleName() {
    for (InnerClassNode inner : owner.innerClasses) {
      if (inner.name.equals(owner.name) && inner.innerName != null) {
        return inner.innerName;
      }
    }
    return owner.name.substring(owner.name.lastIndexOf('/') + 1);
  }

  private void get(Handle field) {
    code.getField(self(), field.getName(), type(field));
  }

  private Type self() {
    return Type.getObjectType(owner.name);
  }

  private static Type type(Handle field) {
    return Type.getType(field.getDesc());
  }
}
