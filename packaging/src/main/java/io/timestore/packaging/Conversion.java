package io.timestore.packaging;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/** The conversions of values between a lambda's interface and what it calls. */
final class Conversion {
  private static final Type OBJECT = Type.getType(Object.class);
  private static final Map<Type, Type> UNBOXED =
      Map.of(
          Type.getType(Boolean.class), Type.BOOLEAN_TYPE,
          Type.getType(Byte.class), Type.BYTE_TYPE,
          Type.getType(Character.class), Type.CHAR_TYPE,
          Type.getType(Double.class), Type.DOUBLE_TYPE,
          Type.getType(Float.class), Type.FLOAT_TYPE,
          Type.getType(Integer.class), Type.INT_TYPE,
          Type.getType(Long.class), Type.LONG_TYPE,
          Type.getType(Short.class), Type.SHORT_TYPE);

  private Conversion() {}

  /** From one type to another by way of what the type arguments say it is. */
  static void write(GeneratorAdapter code, Type from, Type meant, Type to) {
    if (to.getSort() == Type.VOID) {
      drop(code, from);
    } else if (isPrimitive(from)) {
      if (isPrimitive(to)) {
        code.cast(from, to);
      } else {
        code.valueOf(from);
      }
    } else if (isPrimitive(to)) {
      Type boxed = UNBOXED.containsKey(from) ? from : meant;
      Type value = UNBOXED.get(boxed);
      code.unbox(value == null ? to : value);
      code.cast(value == null ? to : value, to);
    } else {
      Type seen = isPrimitive(meant) ? from : cast(code, from, meant);
      cast(code, seen, to);
    }
  }

  /** The class of boxed values of a primitive type; null for others. */
  static @Nullable Type boxed(Type primitive) {
    for (Map.Entry<Type, Type> entry : UNBOXED.entrySet()) {
      if (entry.getValue().equals(primitive)) {
        return entry.getKey();
      }
    }
    return null;
  }

  private static Type cast(GeneratorAdapter code, Type from, Type to) {
    if (from.equals(to) || to.equals(OBJECT)) {
      return from;
    }
    code.checkCast(to);
    return to;
  }

  private static void drop(GeneratorAdapter code, Type value) {
    if (value.getSize() == 1) {
      code.pop();
    } else if (value.getSize() == 2) {
      code.pop2();
    }
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY && type.getSort() != Type.VOID;
  }
}
