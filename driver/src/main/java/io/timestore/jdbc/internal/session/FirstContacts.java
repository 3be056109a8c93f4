package io.timestore.jdbc.internal.session;

import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the first connections to the stores in the background, while a program is still busy with
 * its connection and first statement. A store that cannot be reached is left to the statement that
 * needs it. Keeps no JVM from ending. Begun and ended by one thread at a time.
 */
final class FirstContacts {
  private static final Logger LOG = LoggerFactory.getLogger(FirstContacts.class);

  private final List<Thread> threads = new ArrayList<>();

  void begin(String store, Runnable contact) {
    Thread thread =
        daemon(
            "timestore-first-contact-" + store,
            () -> {
              try {
                contact.run();
              } catch (TimestoreException | IllegalStateException e) {
                LOG.debug("no first contact with {}", store, e);
              }
            });
    threads.add(thread);
    thread.start();
  }

  /**
   * Does something when no contact is being made any more, because a store that is closed meanwhile
   * would leave the contact waiting: at once if that is so now, else in the background.
   */
  void whenOver(Runnable work) {
    if (threads.stream().noneMatch(Thread::isAlive)) {
      work.run();
      return;
    }
    daemon(
            "timestore-close",
            () -> {
              try {
                for (Thread thread : threads) {
                  thread.join();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              work.run();
            })
        .start();
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
