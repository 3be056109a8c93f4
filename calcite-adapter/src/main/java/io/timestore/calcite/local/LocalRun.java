package io.timestore.calcite.local;

import io.timestore.core.clickhouse.ClickHouseResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a program is given.
 *
 * @param parts opens the rows of a part by its number
 * @param parameters values of {@code ?} in the forms that a request has them
 * @param check throws if the run is to end; asked again and again
 */
public record LocalRun(
    IntFunction<ClickHouseResult> parts, List<@Nullable Object> parameters, Runnable check) {
  public LocalRun {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
  }
}
