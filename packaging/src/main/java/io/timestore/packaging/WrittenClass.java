package io.timestore.packaging;

/** A class that the build wrote. */
final class WrittenClass {
  private final String name;
  private final byte[] code;

  /** The name as in class files, with slashes. */
  WrittenClass(String name, byte[] code) {
    this.name = name;
    this.code = code;
  }

  String file() {
    return name + ".class";
  }

  byte[] code() {
    return code;
  }
}
