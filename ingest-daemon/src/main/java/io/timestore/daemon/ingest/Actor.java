package io.timestore.daemon.ingest;

import java.util.List;

/** Who sent a request, as the audit records it. */
public record Actor(String id, List<String> scopes) {
  public Actor {
    scopes = List.copyOf(scopes);
  }
}
