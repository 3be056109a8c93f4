package io.timestore.embedded;

/** Where a component of a stack is in its life. */
public enum ComponentState {
  STARTING,
  UP,
  RESTARTING,
  STOPPED,
  EXTERNAL
}
