package io.timestore.jdbc;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The packaged driver. */
final class OneJar {
  static final Path PATH = Path.of(System.getProperty("timestore.one-jar"));

  /** Before the names of libraries. */
  static final String INTERNAL = "io.timestore.jdbc.internal.";

  private OneJar() {}

  /** Sees the JDK and the jar alone, and tells what it loaded. */
  static final class Loader extends URLClassLoader {
    Loader() throws IOException {
      super(new URL[] {PATH.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    @Nullable Class<?> loaded(String name) {
      return findLoadedClass(name);
    }
  }

  /** Has the code of all methods of a class visited. */
  static void visitMethods(ClassReader type, MethodVisitor visitor) {
    type.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return visitor;
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** Libraries have code for others that need not be there. */
  static boolean namesAbsentLibrary(Throwable error, JarFile jar) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      String message = String.valueOf(e.getMessage());
      if ((e instanceof NoClassDefFoundError || e instanceof ClassNotFoundException)
          && message.matches("[\\w/.$]+")
          && jar.getEntry(message.replace('.', '/') + ".class") == null) {
        return true;
      }
    }
    return false;
  }
}
