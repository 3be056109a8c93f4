package io.timestore.calcite.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.calcite.OperatorCases;
import io.timestore.calcite.plan.ResultColumn;
import io.timestore.calcite.run.EngineForTests;
import io.timestore.calcite.run.TestStore;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator and function gives what SQL says; see {@code operators.txt}. */
public final class OperatorCasesTest {
  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore store;

  @BeforeAll
  static void start() {
    store = new TestStore(ENGINE.client(), "operators");
  }

  static Stream<OperatorCases.Case> cases() {
    return OperatorCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answer(OperatorCases.Case written) {
    check(store, written);
  }

  /** Runs a case and compares its answer. */
  public static void check(TestStore store, OperatorCases.Case written) {
    if (written.isError()) {
      assertThatThrownBy(() -> store.rows(written.sql()))
          .isInstanceOfSatisfying(
              TimestoreException.class,
              e -> assertThat(e.code().name()).as(e.getMessage()).isEqualTo(written.rows().get(0)));
      return;
    }
    List<ResultColumn> columns = store.engine.prepare(written.sql(), null).columns();
    List<String> rows = new ArrayList<>();
    for (List<@Nullable Object> row : store.rows(written.sql())) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(text(row.get(i), columns.get(i).type().getSqlTypeName()));
      }
      rows.add(String.join(", ", values));
    }
    boolean ordered = written.sql().contains("ORDER BY");
    if (ordered) {
      assertThat(rows).as(written.sql()).isEqualTo(written.rows());
    } else {
      assertThat(rows).as(written.sql()).containsExactlyInAnyOrderElementsOf(written.rows());
    }
  }

  /** Booleans come as 0 and 1 where ClickHouse compared something. */
  private static String text(@Nullable Object value, SqlTypeName type) {
    if (value == null) {
      return "NULL";
    }
    if (type == SqlTypeName.BOOLEAN) {
      return value.toString().replace("1", "true").replace("0", "false");
    }
    if (type == SqlTypeName.DOUBLE || type == SqlTypeName.FLOAT) {
      return Double.toString(((Number) value).doubleValue());
    }
    return value instanceof BigDecimal decimal && type != SqlTypeName.VARCHAR
        ? decimal.stripTrailingZeros().toPlainString()
        : value.toString();
  }
}
