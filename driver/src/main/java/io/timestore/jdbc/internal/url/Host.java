package io.timestore.jdbc.internal.url;

/** A daemon's address. */
public record Host(String name, int port) {
  public static final int DEFAULT_PORT = 7400;

  @Override
  public String toString() {
    return name + ":" + port;
  }
}
