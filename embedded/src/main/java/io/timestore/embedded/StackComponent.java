package io.timestore.embedded;

/** The parts of the stack, in the order in which they start; they stop in reverse. */
public enum StackComponent {
  ENGINE("clickhouse", 1),
  REDIS("redis", 2),
  POSTGRES("postgres", 3),
  DAEMON("daemon", 0);

  private final String label;
  private final int portOffset;

  StackComponent(String label, int portOffset) {
    this.label = label;
    this.portOffset = portOffset;
  }

  /** The name in folders, logs and answers. */
  public String label() {
    return label;
  }

  /** The distance of its port from the base port. */
  public int portOffset() {
    return portOffset;
  }
}
