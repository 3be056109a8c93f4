package io.timestore.verify.check;

/** The rows of a writer: numbers from 1 without gaps, each with a value that follows from it. */
public final class Rows {
  private static final int MODULUS = 97;

  private Rows() {}

  public static long value(long number) {
    return number % MODULUS;
  }

  /** Sum of the values of {@code 1..last}. */
  public static long values(long last) {
    long whole = last / MODULUS;
    long rest = last % MODULUS;
    return whole * (MODULUS * (MODULUS - 1L) / 2) + rest * (rest + 1) / 2;
  }

  /** Sum of {@code 1..last}. */
  public static long numbers(long last) {
    return last * (last + 1) / 2;
  }
}
