package io.timestore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.util.BuiltInMethod;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes of the one jar, all of which the build rewrote. */
final class OneJarClassesIT {
  /** To be asked for its methods, a class is linked, which is when the JVM verifies it. */
  @Test
  void theJvmVerifiesEveryClass() throws IOException {
    int verified = 0;
    int absent = 0;
    List<String> broken = new ArrayList<>();
    try (JarFile jar = new JarFile(OneJar.PATH.toFile());
        OneJar.Loader loader = new OneJar.Loader()) {
      for (ZipEntry entry : classes(jar)) {
        String name = entry.getName().replace('/', '.').replaceAll("\\.class$", "");
        try {
          Method[] unused = Class.forName(name, false, loader).getDeclaredMethods();
          verified++;
        } catch (LinkageError | ClassNotFoundException e) {
          if (OneJar.namesAbsentLibrary(e, jar)) {
            absent++;
          } else {
            broken.add(name + ": " + e);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(verified).isGreaterThan(12_000);
    assertThat(absent).as("of libraries that need not be there").isLessThan(700);
  }

  private static List<? extends ZipEntry> classes(JarFile jar) {
    return jar.stream().filter(e -> e.getName().endsWith(".class")).toList();
  }

  /** The JVM looks at a cast when it is reached; the verifier does not. */
  @Test
  void everyCastNamesAClassThatItsClassMaySee() throws IOException {
    List<String> hidden = new ArrayList<>();
    int casts = 0;
    try (JarFile jar = new JarFile(OneJar.PATH.toFile())) {
      for (ZipEntry entry : classes(jar)) {
        String from = entry.getName().replaceAll("\\.class$", "");
        for (String to : casts(new ClassReader(jar.getInputStream(entry)))) {
          casts++;
          ZipEntry seen = jar.getEntry(to + ".class");
          if (seen != null
              && !packageOf(to).equals(packageOf(from))
              && (new ClassReader(jar.getInputStream(seen)).getAccess() & Opcodes.ACC_PUBLIC)
                  == 0) {
            hidden.add(from + " casts to " + to);
          }
        }
      }
    }
    assertThat(hidden).isEmpty();
    assertThat(casts).isGreaterThan(50_000);
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('/'));
  }

  private static List<String> casts(ClassReader type) {
    List<String> casts = new ArrayList<>();
    MethodVisitor method =
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitTypeInsn(int opcode, String to) {
            if (opcode == Opcodes.CHECKCAST) {
              casts.add(to);
            }
          }
        };
    OneJar.visitMethods(type, method);
    return casts;
  }

  /** Calcite's kinds of metadata have their methods, and the enumeration of others stays behind. */
  @Test
  void metadataIsFoundAlone() throws Exception {
    int kinds = 0;
    try (OneJar.Loader loader = new OneJar.Loader()) {
      for (Class<?> kind : BuiltInMetadata.class.getDeclaredClasses()) {
        Class<?> packaged = Class.forName(OneJar.INTERNAL + kind.getName(), true, loader);
        Object definition = packaged.getField("DEF").get(null);
        assertThat(methods(definition))
            .isNotEmpty()
            .isEqualTo(methods(kind.getField("DEF").get(null)));
        kinds++;
      }
      assertThat(loader.loaded(OneJar.INTERNAL + BuiltInMethod.class.getName())).isNull();
    }
    assertThat(kinds).isGreaterThan(20);
  }

  private static List<String> methods(Object definition) throws ReflectiveOperationException {
    List<String> methods = new ArrayList<>();
    for (Object method : (List<?>) definition.getClass().getField("methods").get(definition)) {
      methods.add(((Method) method).toGenericString().replace(OneJar.INTERNAL, ""));
    }
    return methods;
  }
}
