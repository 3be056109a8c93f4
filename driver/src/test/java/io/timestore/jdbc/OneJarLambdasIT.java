package io.timestore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes that the build wrote for the lambdas in the one jar, most of which no test runs. */
final class OneJarLambdasIT {
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
   * Verifies each class, and finds what it calls with its own rights. (Methods that ask who calls
   * them cannot be found so.)
   */
  @Test
  void everyLambdaReachesWhatItCalls() throws IOException {
    int reached = 0;
    List<String> broken = new ArrayList<>();
    try (JarFile jar = new JarFile(OneJar.PATH.toFile());
        OneJar.Loader loader = new OneJar.Loader()) {
      for (ZipEntry entry : jar.stream().toList()) {
        if (!entry.getName().matches(".*\\$\\$Lambda\\d+\\.class")) {
          continue;
        }
        String name = entry.getName().replace('/', '.').replaceAll("\\.class$", "");
        for (Call call : calls(new ClassReader(jar.getInputStream(entry)))) {
          try {
            Class<?> lambda = Class.forName(name, true, loader);
            call.resolve(MethodHandles.privateLookupIn(lambda, MethodHandles.lookup()), loader);
            reached++;
          } catch (ReflectiveOperationException | LinkageError | TypeNotPresentException e) {
            boolean callerMatters = String.valueOf(e.getMessage()).contains("caller-sensitive");
            if (!callerMatters && !OneJar.namesAbsentLibrary(e, jar)) {
              broken.add(name + " calls " + call + ": " + e);
            }
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(reached).as("calls").isGreaterThan(15_000);
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
    OneJar.visitMethods(lambda, method);
    return calls;
  }
}
