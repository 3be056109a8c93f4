package io.timestore.daemon.rows.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Decompresses Parquet pages in Java, so that the library needs neither Hadoop nor native code. */
final class ParquetCodecs implements CompressionCodecFactory {
  /** A page is about 1 MiB by convention; a damaged header may say anything. */
  private static final int MAX_PAGE_BYTES = 256 << 20;

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED -> new PageDecompressor((in, size) -> in);
      case SNAPPY -> new PageDecompressor(block(new SnappyDecompressor()));
      case ZSTD -> new PageDecompressor(block(new ZstdDecompressor()));
      case LZ4_RAW -> new PageDecompressor(block(new Lz4Decompressor()));
      case GZIP -> new PageDecompressor(ParquetCodecs::gunzip);
      case LZO, BROTLI, LZ4 ->
          throw new TimestoreException(
              ErrorCode.INVALID_REQUEST,
              "the Parquet file is compressed with "
                  + codec
                  + "; accepted are UNCOMPRESSED, SNAPPY, GZIP, ZSTD and LZ4_RAW");
    };
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("pages are only read");
  }

  @Override
  public void release() {}

  /** Decompresses a page whose size is known. */
  private interface Inflater {
    byte[] inflate(byte[] in, int size) throws IOException;
  }

  private static Inflater block(Decompressor decompressor) {
    return (in, size) -> {
      byte[] out = new byte[size];
      int written = decompressor.decompress(in, 0, in.length, out, 0, size);
      if (written != size) {
        throw new IOException("a page has " + written + " bytes instead of " + size);
      }
      return out;
    };
  }

  private static byte[] gunzip(byte[] in, int size) throws IOException {
    try (InputStream inflated = new GZIPInputStream(new ByteArrayInputStream(in))) {
      byte[] out = inflated.readNBytes(size);
      if (out.length != size) {
        throw new IOException("a page has " + out.length + " bytes instead of " + size);
      }
      return out;
    }
  }

  /** The library's form of an {@link Inflater}. */
  private record PageDecompressor(Inflater inflater) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
      if (decompressedSize < 0 || decompressedSize > MAX_PAGE_BYTES) {
        throw new TimestoreException(
            ErrorCode.INVALID_REQUEST,
            "a Parquet page has "
                + decompressedSize
                + " bytes; accepted are at most "
                + MAX_PAGE_BYTES);
      }
      return BytesInput.from(inflater.inflate(array(bytes), decompressedSize));
    }

    @Override
    public void decompress(
        ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
        throws IOException {
      byte[] in = new byte[compressedSize];
      input.get(in);
      output.put(array(decompress(BytesInput.from(in), decompressedSize)));
    }

    private static byte[] array(BytesInput bytes) throws IOException {
      return bytes.toInputStream().readAllBytes();
    }

    @Override
    public void release() {}
  }
}
