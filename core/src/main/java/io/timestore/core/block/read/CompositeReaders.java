package io.timestore.core.block.read;

import io.timestore.core.block.frame.LittleEndian;
import io.timestore.core.block.type.ClickHouseType;
import io.timestore.core.block.vector.ArrayVector;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.block.vector.IntegerVector;
import io.timestore.core.block.vector.LowCardinalityVector;
import io.timestore.core.block.vector.NullableVector;
import io.timestore.core.block.vector.TupleVector;
import io.timestore.core.block.write.KeywordColumnBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Readers of types that hold other types. */
final class CompositeReaders {
  private CompositeReaders() {}

  /** A byte per row that tells NULL, then the values. */
  static final class OfNullable implements ColumnReader {
    private final ClickHouseType type;
    private final ColumnReader values;

    OfNullable(ClickHouseType type) {
      this.type = type;
      this.values = ColumnReaders.of(type.typeAt(0));
    }

    @Override
    public void readPrefix(NativeInput in) throws IOException {
      values.readPrefix(in);
    }

    @Override
    public ColumnVector read(NativeInput in, String name, int rows) throws IOException {
      byte[] nulls = in.readItems(rows, 1);
      return new NullableVector(name, type.text(), nulls, values.read(in, name, rows));
    }
  }

  /** A dictionary and indexes, as {@link KeywordColumnBuilder} writes them. */
  static final class OfLowCardinality implements ColumnReader {
    private static final int INDEX_TYPE_MASK = 0xff;
    private static final int NEED_GLOBAL_DICTIONARY = 1 << 8;

    private final ClickHouseType type;
    private final ColumnReader keys;
    private final boolean nullable;

    OfLowCardinality(ClickHouseType type) {
      this.type = type;
      ClickHouseType key = type.typeAt(0);
      this.nullable = key.isNullable();
      this.keys = ColumnReaders.of(nullable ? key.typeAt(0) : key);
    }

    @Override
    public void readPrefix(NativeInput in) throws IOException {
      long version = in.readLong();
      if (version != 1) {
        throw new IOException("LowCardinality of version " + version + " is not read here");
      }
    }

    @Override
    public ColumnVector read(NativeInput in, String name, int rows) throws IOException {
      if (rows == 0) {
        ColumnVector none = keys.read(in, name, 0);
        return new LowCardinalityVector(name, type.text(), none, indexes(in, name, 0, 1), nullable);
      }
      long flags = in.readLong();
      int widthLog = (int) flags & INDEX_TYPE_MASK;
      if (widthLog > 3 || (flags & NEED_GLOBAL_DICTIONARY) != 0) {
        throw new IOException("LowCardinality index of type " + flags + " is not read here");
      }
      ColumnVector dictionary = keys.read(in, name, in.readLongCount());
      int indexed = in.readLongCount();
      if (indexed != rows) {
        throw new IOException("column '" + name + "' has " + indexed + " of " + rows + " rows");
      }
      IntegerVector indexes = indexes(in, name, rows, 1 << widthLog);
      check(name, dictionary.rows(), indexes);
      return new LowCardinalityVector(name, type.text(), dictionary, indexes, nullable);
    }

    private IntegerVector indexes(NativeInput in, String name, int rows, int width)
        throws IOException {
      byte[] data = in.readItems(rows, width);
      return new IntegerVector(name, type.text(), data, rows, width, false);
    }

    private static void check(String name, int keys, IntegerVector indexes) throws IOException {
      long greatest = 0;
      for (int row = 0; row < indexes.rows(); row++) {
        greatest = Math.max(greatest, indexes.bits(row));
      }
      if (greatest >= keys) {
        throw new IOException(
            "column '" + name + "' has index " + greatest + " into " + keys + " keys");
      }
    }
  }

  /** The end of each row's elements as 64-bit numbers, then all elements. Maps are such arrays. */
  static final class OfArray implements ColumnReader {
    private final ClickHouseType type;
    private final ColumnReader elements;

    OfArray(ClickHouseType type, ColumnReader elements) {
      this.type = type;
      this.elements = elements;
    }

    @Override
    public void readPrefix(NativeInput in) throws IOException {
      elements.readPrefix(in);
    }

    @Override
    public ColumnVector read(NativeInput in, String name, int rows) throws IOException {
      byte[] offsets = in.readItems(rows, Long.BYTES);
      long end = 0;
      for (int row = 0; row < rows; row++) {
        long next = LittleEndian.getLong(offsets, row * Long.BYTES);
        if (next < end) {
          throw new IOException("column '" + name + "' has array offsets that fall");
        }
        end = next;
      }
      ColumnVector all = elements.read(in, name, NativeInput.checkedCount(end));
      boolean map = type.name().equals("Map");
      return new ArrayVector(
          name, type.text(), offsets, rows, all, map && all instanceof TupleVector t ? t : null);
    }
  }

  /** The elements' columns one after another; the empty tuple has a byte per row. */
  static final class OfTuple implements ColumnReader {
    private final ClickHouseType type;
    private final List<ColumnReader> elements;

    OfTuple(ClickHouseType type, List<ColumnReader> elements) {
      this.type = type;
      this.elements = elements;
    }

    @Override
    public void readPrefix(NativeInput in) throws IOException {
      for (ColumnReader element : elements) {
        element.readPrefix(in);
      }
    }

    @Override
    public ColumnVector read(NativeInput in, String name, int rows) throws IOException {
      if (elements.isEmpty()) {
        in.readItems(rows, 1);
      }
      List<ColumnVector> columns = new ArrayList<>(elements.size());
      for (ColumnReader element : elements) {
        columns.add(element.read(in, name, rows));
      }
      return new TupleVector(name, type.text(), rows, columns);
    }
  }
}
