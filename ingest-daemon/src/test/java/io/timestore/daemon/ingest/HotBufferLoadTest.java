package io.timestore.daemon.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import org.junit.jupiter.api.Test;

/** Rows are refused while too many of all tables wait, and taken again after. */
final class HotBufferLoadTest {
  private final HotBufferLoad load = new HotBufferLoad(100, 1_000);

  private void assertFull(String what) {
    assertThatThrownBy(load::requireRoom)
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BACK_PRESSURE);
              assertThat(e.code().httpStatus()).isEqualTo(429);
              assertThat(e.code().retryable()).isTrue();
            })
        .hasMessageContaining(what);
  }

  @Test
  void rowsAndBytesAreLimited() {
    load.requireRoom();
    load.update(100, 10);
    assertFull("100 rows");
    load.update(5, 1_000);
    assertFull("1000 bytes");
    load.update(5, 10);
    load.requireRoom();
  }
}
