package io.timestore.core.block.read;

import io.timestore.core.block.type.ClickHouseType;
import io.timestore.core.block.vector.ColumnVector;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of ClickHouse Native blocks (revision 0, as the HTTP interface writes them). The
 * bytes are copied once, values are made when asked for. For one thread.
 */
public final class NativeReader implements Closeable {
  private final NativeInput in;
  private final List<String> types = new ArrayList<>();
  private final List<ColumnReader> readers = new ArrayList<>();

  /**
   * @param uncompressed Native blocks until its end
   */
  public NativeReader(InputStream uncompressed) {
    this.in = new NativeInput(uncompressed);
  }

  /**
   * The next block, or null at the end.
   *
   * @throws IOException if the stream breaks, is corrupt or ends inside a block (EOFException)
   * @throws io.timestore.core.model.TimestoreException UNSUPPORTED for a type not read here
   */
  public @Nullable NativeBlock next() throws IOException {
    if (in.atEnd()) {
      return null;
    }
    int columns = in.readCount();
    int rows = in.readCount();
    List<ColumnVector> vectors = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      vectors.add(readColumn(i, rows));
    }
    return new NativeBlock(rows, vectors);
  }

  public ColumnVector readColumn(int index, int rows) throws IOException {
    String name = in.readText();
    ColumnReader reader = reader(index, in.readText());
    if (rows > 0) {
      reader.readPrefix(in);
    }
    return reader.read(in, name, rows);
  }

  private ColumnReader reader(int index, String type) {
    if (index < types.size() && types.get(index).equals(type)) {
      return readers.get(index);
    }
    ColumnReader reader = ColumnReaders.of(ClickHouseType.parse(type));
    if (index == types.size()) {
      types.add(type);
      readers.add(reader);
    } else {
      types.set(index, type);
      readers.set(index, reader);
    }
    return reader;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
