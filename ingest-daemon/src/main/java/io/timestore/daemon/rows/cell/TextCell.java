package io.timestore.daemon.rows.cell;

import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Text, for strings and keywords: also numbers and booleans as they are written. */
final class TextCell extends Cell {
  private byte[] bytes = new byte[256];
  private int size;

  TextCell(RowPosition position, Field field) {
    super(position, field);
  }

  @Override
  void text(char[] chars, int offset, int length) {
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, bytes.length * 2)];
    }
    for (int i = 0; i < length; i++) {
      char c = chars[offset + i];
      if (c >= 128) {
        encode(chars, offset, length, i);
        return;
      }
      bytes[i] = (byte) c;
    }
    size = length;
    accept();
  }

  /** Goes on in UTF-8 from a character that is not ASCII. */
  private void encode(char[] chars, int offset, int length, int from) {
    bytes = Arrays.copyOf(bytes, Math.max(bytes.length, from + 3 * (length - from)));
    int end = offset + length;
    int out = from;
    for (int i = offset + from; i < end; i++) {
      int c = chars[i];
      if (Character.isSurrogate((char) c)) {
        if (i + 1 == end || !Character.isSurrogatePair((char) c, chars[i + 1])) {
          throw refused("text with half of a surrogate pair");
        }
        c = Character.toCodePoint((char) c, chars[++i]);
        bytes[out++] = (byte) (0xF0 | c >> 18);
        bytes[out++] = (byte) (0x80 | (c >> 12 & 0x3F));
        bytes[out++] = (byte) (0x80 | (c >> 6 & 0x3F));
        bytes[out++] = (byte) (0x80 | (c & 0x3F));
      } else if (c >= 0x800) {
        bytes[out++] = (byte) (0xE0 | c >> 12);
        bytes[out++] = (byte) (0x80 | (c >> 6 & 0x3F));
        bytes[out++] = (byte) (0x80 | (c & 0x3F));
      } else if (c >= 0x80) {
        bytes[out++] = (byte) (0xC0 | c >> 6);
        bytes[out++] = (byte) (0x80 | (c & 0x3F));
      } else {
        bytes[out++] = (byte) c;
      }
    }
    size = out;
    accept();
  }

  @Override
  void number(char[] chars, int offset, int length) {
    text(chars, offset, length);
  }

  @Override
  public void bool(boolean value) {
    ascii(Boolean.toString(value));
  }

  @Override
  public void utf8(byte[] source, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (source[i] < 0) {
        char[] decoded = decode(source, offset, length);
        text(decoded, 0, decoded.length);
        return;
      }
    }
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, bytes.length * 2)];
    }
    System.arraycopy(source, offset, bytes, 0, length);
    size = length;
    accept();
  }

  @Override
  public void real(double value) {
    ascii(Double.toString(value));
  }

  @Override
  public void decimal(BigDecimal value) {
    ascii(value.toPlainString());
  }

  @Override
  public void uuid(long high, long low) {
    ascii(new UUID(high, low).toString());
  }

  private void ascii(String text) {
    char[] chars = text.toCharArray();
    text(chars, 0, chars.length);
  }

  @Override
  public void appendTo(ColumnBuilder column) {
    column.appendUtf8(bytes, 0, size);
  }

  @Override
  public void hashInto(ContentHash hash) {
    hash.putBytes(bytes, 0, size);
  }

  @Override
  String spelled() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  @Override
  String accepted() {
    return "text, numbers and booleans";
  }
}
