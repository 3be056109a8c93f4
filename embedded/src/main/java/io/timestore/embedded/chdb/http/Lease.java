package io.timestore.embedded.chdb.http;

import io.timestore.embedded.chdb.engine.EngineConnection;
import java.util.Map;

/** A connection for the time of one request. */
interface Lease extends AutoCloseable {
  EngineConnection connection();

  /** True if the connection outlives the request, and with it what the request leaves there. */
  boolean lasting();

  /** The request left nothing but these settings on the connection, so others may have it. */
  void cleanBut(Map<String, String> settings);

  @Override
  void close();
}
