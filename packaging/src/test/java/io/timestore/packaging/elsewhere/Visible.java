package io.timestore.packaging.elsewhere;

/** A class that all may see, of one that only its package may name. */
public final class Visible extends Hidden {
  /** Asked for by a type that its callers cannot name. */
  public static int number(Hidden hidden) {
    return hidden.number();
  }
}
