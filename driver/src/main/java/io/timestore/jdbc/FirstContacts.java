package io.timestore.jdbc;

import io.timestore.core.error.TimestoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the first connections to the stores in the background, while a program is still busy with
 * its connection and first statement. A store that cannot be reached is left to the statement that
 * needs it. Keeps no JVM from ending.
 */
final class FirstContacts {
  private static final Logger LOG = LoggerFactory.getLogger(FirstContacts.class);

  private FirstContacts() {}

  static void begin(String store, Runnable contact) {
    Thread thread =
        new Thread(
            () -> {
              try {
                contact.run();
              } catch (TimestoreException | IllegalStateException e) {
                LOG.debug("no first contact with {}", store, e);
              }
            },
            "timestore-first-contact-" + store);
    thread.setDaemon(true);
    thread.start();
  }
}
