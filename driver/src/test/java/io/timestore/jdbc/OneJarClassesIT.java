package io.timestore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.util.BuiltInMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The classes of the one jar, all of which the build rewrote. */
final class OneJarClassesIT {
  private static final Path JAR = Path.of(System.getProperty("timestore.one-jar"));
  private static final String INTERNAL = "io.timestore.jdbc.internal.";

  private static final class Loader extends URLClassLoader {
    Loader() throws IOException {
      super(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    @Nullable Class<?> loaded(String name) {
      return findLoadedClass(name);
    }
  }

  /** To be asked for its methods, a class is linked, which is when the JVM verifies it. */
  @Test
  void theJvmVerifiesEveryClass() throws IOException {
    int verified = 0;
    int absent = 0;
    List<String> broken = new ArrayList<>();
    try (JarFile jar = new JarFile(JAR.toFile());
        Loader loader = new Loader()) {
      for (ZipEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        String name = entry.getName().replace('/', '.').replaceAll("\\.class$", "");
        try {
          Method[] unused = Class.forName(name, false, loader).getDeclaredMethods();
          verified++;
        } catch (VerifyError | ClassFormatError e) {
          broken.add(name + ": " + e);
        } catch (NoClassDefFoundError | ClassNotFoundException e) {
          absent++; // of a library that need not be there
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(verified).isGreaterThan(12_000);
    assertThat(absent).isLessThan(verified / 10);
  }

  /** Calcite's kinds of metadata have their methods, and the enumeration of others stays behind. */
  @Test
  void metadataIsFoundAlone() throws Exception {
    int kinds = 0;
    try (Loader loader = new Loader()) {
      for (Class<?> kind : BuiltInMetadata.class.getDeclaredClasses()) {
        Class<?> packaged = Class.forName(INTERNAL + kind.getName(), true, loader);
        Object definition = packaged.getField("DEF").get(null);
        assertThat(methods(definition))
            .isNotEmpty()
            .isEqualTo(methods(kind.getField("DEF").get(null)));
        kinds++;
      }
      assertThat(loader.loaded(INTERNAL + BuiltInMethod.class.getName())).isNull();
    }
    assertThat(kinds).isGreaterThan(20);
  }

  private static List<String> methods(Object definition) throws ReflectiveOperationException {
    List<String> methods = new ArrayList<>();
    for (Object method : (List<?>) definition.getClass().getField("methods").get(definition)) {
      methods.add(((Method) method).toGenericString().replace(INTERNAL, ""));
    }
    return methods;
  }
}
