package io.timestore.embedded.chdb.engine;

/** What the engine says about itself, for response headers. */
public record ServerIdentity(String version, String timeZone, String hostName) {}
