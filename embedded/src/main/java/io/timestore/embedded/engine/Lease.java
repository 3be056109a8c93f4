package io.timestore.embedded.engine;

/** A connection for the time of one request. */
interface Lease extends AutoCloseable {
  EngineConnection connection();

  /** True if the connection outlives the request, and with it what the request leaves there. */
  boolean lasting();

  @Override
  void close();
}
