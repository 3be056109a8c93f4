package io.timestore.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What is declared of the classes that the lambdas and the methods of a jar name. */
final class JarClasses {
  private final JarFile jar;
  private final Map<String, Optional<Declared>> known = new HashMap<>();

  /** The access flags of a class, and of its methods by name and descriptor. */
  private record Declared(int access, Map<String, Integer> methods) {}

  JarClasses(JarFile jar) {
    this.jar = jar;
  }

  boolean isPrivate(Handle method) {
    return (of(method) & Opcodes.ACC_PRIVATE) != 0;
  }

  boolean isProtected(Handle method) {
    return (of(method) & Opcodes.ACC_PROTECTED) != 0;
  }

  private int of(Handle method) {
    return declared(method.getOwner())
        .map(owner -> owner.methods().get(method.getName() + method.getDesc()))
        .orElse(Opcodes.ACC_PUBLIC);
  }

  /** Whether the jar has the class; names are as in class files, with slashes. */
  boolean contains(String name) {
    return declared(name).isPresent();
  }

  /**
   * Whether code of a class may name another in a cast, and the verifier would load it to compare
   * with it. Of an interface outside of the jar it asks no more than that it is one.
   */
  boolean mayBeCastTo(String wanted, String from) {
    Optional<Declared> declared = declared(wanted);
    if (declared.isPresent()) {
      return (declared.get().access() & Opcodes.ACC_PUBLIC) != 0
          || packageOf(wanted).equals(packageOf(from));
    }
    try {
      ClassLoader jdk = ClassLoader.getPlatformClassLoader();
      Class<?> type = Class.forName(wanted.replace('/', '.'), false, jdk);
      return !type.isInterface()
          && Modifier.isPublic(type.getModifiers())
          && type.getModule().isExported(type.getPackageName());
    } catch (ClassNotFoundException e) {
      return false; // of a library that need not be there
    }
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  private Optional<Declared> declared(String name) {
    return known.computeIfAbsent(name, this::read);
  }

  private Optional<Declared> read(String name) {
    ZipEntry entry = jar.getEntry(name + ".class");
    if (entry == null) {
      return Optional.empty();
    }
    Map<String, Integer> methods = new HashMap<>();
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String method,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            methods.put(method + descriptor, access);
            return null;
          }
        };
    try {
      ClassReader reader = new ClassReader(jar.getInputStream(entry).readAllBytes());
      reader.accept(visitor, ClassReader.SKIP_CODE);
      return Optional.of(new Declared(reader.getAccess(), methods));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " in " + jar.getName(), e);
    }
  }
}
