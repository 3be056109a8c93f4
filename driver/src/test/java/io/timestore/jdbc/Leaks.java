package io.timestore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves a connection open. */
final class Leaks implements BeforeEachCallback, AfterEachCallback {
  private int before;

  @Override
  public void beforeEach(ExtensionContext context) {
    before = SharedEngines.leases();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(SharedEngines.leases()).as("connections that are open").isEqualTo(before);
  }
}
