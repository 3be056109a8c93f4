package io.timestore.core.clickhouse;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a request body. May be called again if the request is sent again. */
@FunctionalInterface
public interface BodyWriter {
  void writeTo(OutputStream out) throws IOException;
}
