package io.timestore.jdbc.internal.value;

/** What of a column's values can be had without making objects of them. */
public enum NumberKind {
  /** Nothing: they are no numbers, or must be converted. */
  NONE,
  /** Whole numbers of 64 bits, and booleans as 0 and 1. */
  WHOLE,
  /** Floating-point numbers of 64 bits. */
  FLOATING,
  /** Times as whole numbers of ticks since the epoch. */
  TICKS
}
