package io.timestore.core.block.vector;

/** Bytes of all strings, and where each ends. */
public final class StringData {
  public final byte[] bytes;
  public final int[] ends;

  public StringData(byte[] bytes, int[] ends) {
    this.bytes = bytes;
    this.ends = ends;
  }
}
