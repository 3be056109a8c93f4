package io.timestore.core.catalog;

import java.util.UUID;

/**
 * A daemon as the catalog knows it.
 *
 * @param name stays over restarts: a new process of a name takes over what the old one held at once
 * @param process tells one process from an earlier one of the same name
 */
public record LaneOwner(String name, String process) {

  /** A new process of a name. */
  public static LaneOwner named(String name) {
    return new LaneOwner(name, UUID.randomUUID().toString());
  }
}
