package io.timestore.jdbc;

/** A daemon's address. */
record Host(String name, int port) {
  static final int DEFAULT_PORT = 7400;

  @Override
  public String toString() {
    return name + ":" + port;
  }
}
