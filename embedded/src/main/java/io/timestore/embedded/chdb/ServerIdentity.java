package io.timestore.embedded.chdb;

/** What the engine says about itself, for response headers. */
record ServerIdentity(String version, String timeZone, String hostName) {}
