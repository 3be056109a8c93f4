package io.timestore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes that the build wrote for the lambdas in the one jar, most of which no test runs. */
final class OneJarLambdasIT {
  private static final Path JAR = Path.of(System.getProperty("timestore.one-jar"));

  private record Call(int opcode, String owner, String name, String descriptor) {
    void resolve(MethodHandles.Lookup lookup, ClassLoader loader)
        throws ReflectiveOperationException {
      Class<?> type = Class.forName(owner.replace('/', '.'), false, loader);
      MethodType signature = MethodType.fromMethodDescriptorString(descriptor, loader);
      if (name.equals("<init>")) {
        lookup.findConstructor(type, signature);
      } else if (opcode == Opcodes.INVOKESTATIC) {
        lookup.findStatic(type, name, signature);
      } else {
        lookup.findVirtual(type, name, signature);
      }
    }
  }

  /**
   * Verifies the class, and finds what it calls with its own rights. (Methods that ask who calls
   * them cannot be found so.)
   */
  @Test
  void everyLambdaReachesWhatItCalls() throws IOException {
    int reached = 0;
    List<String> broken = new ArrayList<>();
    try (JarFile jar = new JarFile(JAR.toFile());
        URLClassLoader loader =
            new URLClassLoader(
                new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (ZipEntry entry : jar.stream().toList()) {
        if (!entry.getName().matches(".*\\$\\$Lambda\\d+\\.class")) {
          continue;
        }
        try {
          String name = entry.getName().replace('/', '.').replaceAll("\\.class$", "");
          Class<?> lambda = Class.forName(name, true, loader);
          MethodHandles.Lookup lookup =
              MethodHandles.privateLookupIn(lambda, MethodHandles.lookup());
          for (Call call : calls(new ClassReader(jar.getInputStream(entry)))) {
            call.resolve(lookup, loader);
          }
          reached++;
        } catch (ReflectiveOperationException | LinkageError | TypeNotPresentException e) {
          boolean callerMatters = String.valueOf(e.getMessage()).contains("caller-sensitive");
          if (!callerMatters && !namesAbsentLibrary(e, jar)) {
            broken.add(entry.getName() + ": " + e);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(reached).isGreaterThan(4000);
  }

  private static List<Call> calls(ClassReader lambda) {
    List<Call> calls = new ArrayList<>();
    MethodVisitor method =
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitMethodInsn(
              int opcode, String owner, String name, String descriptor, boolean isInterface) {
            calls.add(new Call(opcode, owner, name, descriptor));
          }
        };
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return method;
          }
        };
    lambda.accept(visitor, 0);
    return calls;
  }

  /** Libraries have code for others that need not be there. */
  private static boolean namesAbsentLibrary(Throwable error, JarFile jar) {
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
