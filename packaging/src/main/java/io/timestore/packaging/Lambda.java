package io.timestore.packaging;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/**
 * One lambda or method reference.
 *
 * @param shape what it is for its callers
 * @param called by the interface's method
 * @param instantiated the interface's method with its type arguments
 */
record Lambda(Shape shape, Handle called, Type instantiated) {
  /**
   * Lambdas of one shape can be objects of one class.
   *
   * @param method of the interface
   * @param factory captured values to the interface
   * @param erased the interface's method
   */
  record Shape(String method, Type factory, Type erased) {
    Type[] captured() {
      return factory.getArgumentTypes();
    }

    Type made() {
      return factory.getReturnType();
    }

    /** The field of the class of such lambdas that has a captured value. */
    static String field(int i) {
      return "captured" + i;
    }
  }

  /** What the interface's method does, in the class that is given. */
  void write(GeneratorAdapter code, Type self) {
    Target target = new Target(called);
    Type[] captured = shape.captured();
    Type[] passed = target.parameters();
    Type[] given = shape.erased().getArgumentTypes();
    Type[] meant = instantiated.getArgumentTypes();
    target.begin(code);
    for (int i = 0; i < captured.length; i++) {
      code.loadThis();
      code.getField(self, Shape.field(i), captured[i]);
      Conversion.write(code, captured[i], captured[i], passed[i]);
    }
    for (int i = 0; i < given.length; i++) {
      code.loadArg(i);
      Conversion.write(code, given[i], meant[i], passed[captured.length + i]);
    }
    target.call(code);
    Conversion.write(
        code, target.result(), instantiated.getReturnType(), shape.erased().getReturnType());
    code.returnValue();
  }
}
