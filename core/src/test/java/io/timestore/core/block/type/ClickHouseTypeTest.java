package io.timestore.core.block.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.read.ColumnReaders;
import io.timestore.core.block.vector.EnumVector;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClickHouseTypeTest {
  @Test
  void partsAreFound() {
    ClickHouseType type =
        ClickHouseType.parse(
            "Map(LowCardinality(Nullable(String)), Tuple(a Array(Decimal(10, 2)), `b c\\`` Enum8('x\\'y' = -1, 'z' = 2), DateTime64(3, 'UTC')))");

    assertThat(type.name()).isEqualTo("Map");
    assertThat(type.typeAt(0).isNullable()).isTrue();
    assertThat(type.typeAt(0).unwrapped().text()).isEqualTo("String");
    ClickHouseType tuple = type.typeAt(1);
    assertThat(tuple.arguments())
        .extracting(ClickHouseType.Argument::label)
        .containsExactly("a", "b c`", null);
    assertThat(tuple.typeAt(0).typeAt(0).intAt(1)).isEqualTo(2);
    assertThat(EnumVector.namesOf(tuple.typeAt(1)))
        .containsEntry(-1L, "x'y")
        .containsEntry(2L, "z");
    assertThat(tuple.typeAt(2).intAt(0)).isEqualTo(3);
    assertThat(tuple.typeAt(2).arguments().get(1).label()).isEqualTo("UTC");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(",
        "Array(",
        "Array(Int8",
        "Int8)",
        "Enum8('a",
        "Map(,)",
        "A-",
        "Enum8('a\\"
      })
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> ClickHouseType.parse(text))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
        .hasMessageContaining("is not a ClickHouse type");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> ClickHouseType.parse("Array(".repeat(5000)))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("nested more than");
  }

  @Test
  void unreadTypeIsNamed() {
    assertThatThrownBy(() -> ColumnReaders.of(ClickHouseType.parse("AggregateFunction(sum, Int8)")))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("AggregateFunction(sum, Int8)");
  }
}
