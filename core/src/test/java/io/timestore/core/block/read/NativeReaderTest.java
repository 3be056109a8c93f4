package io.timestore.core.block.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.block.write.ByteBuilder;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NativeReaderTest {
  @Test
  void everyCutInsideABlockIsNoticed() throws IOException {
    byte[] block = stringBlock("a", "bc", "");
    assertThat(read(block).columns().get(0).getObject(1)).isEqualTo("bc");
    for (int length = 1; length < block.length; length++) {
      byte[] cut = Arrays.copyOf(block, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void corruptCountsDoNotTakeMemory() {
    ByteBuilder out = new ByteBuilder(64);
    out.putVarLong(1);
    out.putVarLong(Integer.MAX_VALUE - 8);
    out.putText("c");
    out.putText("String");
    out.putVarLong(Integer.MAX_VALUE - 8);
    assertThatThrownBy(() -> read(out.toByteArray())).isInstanceOf(EOFException.class);
  }

  @Test
  void longStringsAndManyStringsAreRead() throws IOException {
    byte[] large = new byte[20_000_000];
    new Random(1).nextBytes(large);
    ByteBuilder out = new ByteBuilder(64);
    out.putVarLong(1);
    out.putVarLong(3);
    out.putText("c");
    out.putText("String");
    for (int length : new int[] {70_000, large.length, 3}) {
      out.putVarLong(length);
      out.putBytes(large, 0, length);
    }
    ColumnVector column = read(out.toByteArray()).columns().get(0);
    assertThat(column.getBytes(1)).isEqualTo(large);
    assertThat(column.getBytes(0)).isEqualTo(Arrays.copyOf(large, 70_000));
    assertThat(column.getBytes(2)).isEqualTo(Arrays.copyOf(large, 3));
  }

  @Test
  void blockWithoutRowsTellsItsColumns() throws IOException {
    ByteBuilder out = new ByteBuilder(64);
    out.putVarLong(3);
    out.putVarLong(0);
    for (String type : List.of("LowCardinality(String)", "Array(Nullable(Int8))", "Nothing")) {
      out.putText(type);
      out.putText(type);
    }
    NativeBlock block = read(out.toByteArray());
    assertThat(block.rows()).isZero();
    assertThat(block.columns())
        .extracting(ColumnVector::clickHouseType)
        .containsExactly("LowCardinality(String)", "Array(Nullable(Int8))", "Nothing");
  }

  @Test
  void getterOfAnotherTypeSaysWhichColumn() throws IOException {
    ColumnVector column = read(stringBlock("x")).columns().get(0);
    assertThatThrownBy(() -> column.getLong(0))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("column 'c' of type String");
  }

  private static byte[] stringBlock(String... values) {
    ByteBuilder out = new ByteBuilder(64);
    out.putVarLong(1);
    out.putVarLong(values.length);
    out.putText("c");
    out.putText("String");
    for (String value : values) {
      out.putText(value);
    }
    return out.toByteArray();
  }

  private static NativeBlock read(byte[] bytes) throws IOException {
    try (NativeReader reader = new NativeReader(new ByteArrayInputStream(bytes))) {
      NativeBlock block = reader.next();
      if (block == null) {
        throw new AssertionError("no block");
      }
      return block;
    }
  }
}
