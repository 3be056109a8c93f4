package io.timestore.daemon.flush.model;

import java.nio.charset.StandardCharsets;

/** One state of a lane with everything that acts on it. Immutable from outside: change a copy. */
final class State {
  /** Blocks 1 to this many are staged at most; odd ones lie in one window, even ones in another. */
  static final int BLOCKS = 2;

  static final int FLUSHERS = 2;

  // The hot buffer.
  byte sequence;
  byte watermark;
  byte inserting;
  byte generation;
  byte hotEpoch;
  byte trimmed;
  // The catalog.
  byte published;
  byte epoch;
  byte sealedFirst;
  byte sealedLast;
  // ClickHouse: rows of each block, the fence, and inserts under way.
  byte[] rows = new byte[BLOCKS + 1];
  byte fence;
  byte[] runningWindow = new byte[FLUSHERS];
  byte[] runningFirst = new byte[FLUSHERS];
  byte[] runningLast = new byte[FLUSHERS];
  byte[] runningEpoch = new byte[FLUSHERS];
  // Flushers.
  byte[] step = new byte[FLUSHERS];
  byte[] lease = new byte[FLUSHERS];
  byte[] first = new byte[FLUSHERS];
  byte[] last = new byte[FLUSHERS];
  byte[] again = new byte[FLUSHERS];
  byte[] window = new byte[FLUSHERS];
  // The reader.
  byte reading;
  byte readWatermark;
  byte readSequence;
  byte readGeneration;
  byte readFiltered;
  byte readWrong;
  // What may still go wrong.
  byte crashes;
  byte takeovers;
  byte reads;

  State copy() {
    State s = new State();
    s.set(bytes());
    return s;
  }

  private byte[] bytes() {
    byte[] b = new byte[20 + BLOCKS + 1 + 10 * FLUSHERS];
    int i = 0;
    for (byte x :
        new byte[] {
          sequence,
          watermark,
          inserting,
          generation,
          hotEpoch,
          trimmed,
          published,
          epoch,
          sealedFirst,
          sealedLast,
          fence,
          reading,
          readWatermark,
          readSequence,
          readGeneration,
          readFiltered,
          readWrong,
          crashes,
          takeovers,
          reads
        }) {
      b[i++] = x;
    }
    for (byte[] a : arrays()) {
      System.arraycopy(a, 0, b, i, a.length);
      i += a.length;
    }
    return b;
  }

  private byte[][] arrays() {
    return new byte[][] {
      rows,
      runningWindow,
      runningFirst,
      runningLast,
      runningEpoch,
      step,
      lease,
      first,
      last,
      again,
      window
    };
  }

  private void set(byte[] b) {
    sequence = b[0];
    watermark = b[1];
    inserting = b[2];
    generation = b[3];
    hotEpoch = b[4];
    trimmed = b[5];
    published = b[6];
    epoch = b[7];
    sealedFirst = b[8];
    sealedLast = b[9];
    fence = b[10];
    reading = b[11];
    readWatermark = b[12];
    readSequence = b[13];
    readGeneration = b[14];
    readFiltered = b[15];
    readWrong = b[16];
    crashes = b[17];
    takeovers = b[18];
    reads = b[19];
    int i = 20;
    for (byte[] a : arrays()) {
      System.arraycopy(b, i, a, 0, a.length);
      i += a.length;
    }
  }

  /**
   * The state as text, one character a number: equal exactly if the states are. What an idle
   * flusher remembers does not count.
   */
  String key() {
    for (int f = 0; f < FLUSHERS; f++) {
      if (step[f] == Flusher.IDLE) {
        lease[f] = 0;
        first[f] = 0;
        last[f] = 0;
        again[f] = 0;
        window[f] = 0;
      }
      if (runningWindow[f] == 0) {
        runningFirst[f] = 0;
        runningLast[f] = 0;
        runningEpoch[f] = 0;
      }
    }
    return new String(bytes(), StandardCharsets.ISO_8859_1);
  }

  static State of(String key) {
    State s = new State();
    s.set(key.getBytes(StandardCharsets.ISO_8859_1));
    return s;
  }
}
