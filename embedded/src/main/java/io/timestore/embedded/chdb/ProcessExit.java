package io.timestore.embedded.chdb;

import com.sun.jna.Library;
import com.sun.jna.Native;

/**
 * Ends the process through libc's {@code _exit}, because the library's static destructors crash
 * while statements run. Nothing is lost: what was acknowledged is on disk or in the page cache.
 */
final class ProcessExit {
  /** The one function that is needed of libc. */
  interface LibC extends Library {
    void _exit(int status);
  }

  private final LibC libc = Native.load("c", LibC.class);

  /** Makes every orderly end of the JVM (signals too) end here. */
  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> now(0), "engine-exit"));
  }

  void now(int status) {
    libc._exit(status);
  }
}
