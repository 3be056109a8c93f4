package io.timestore.daemon.rows.cell;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A JSON value, kept as its text without blanks; numbers keep their digits. */
final class JsonCell extends Cell {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private byte[] bytes = {};

  JsonCell(RowPosition position, Field field) {
    super(position, field);
  }

  @Override
  public void json(JsonParser parser) throws IOException {
    out.reset();
    try (JsonGenerator generator = JsonInput.FACTORY.createGenerator(out)) {
      JsonInput.copyValue(parser, generator);
    }
    bytes = out.toByteArray();
    accept();
  }

  /** Text that is JSON itself. */
  @Override
  public void untyped(char[] chars, int offset, int length) {
    try (JsonParser parser = JsonInput.FACTORY.createParser(chars, offset, length)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw refusedText(chars, offset, length);
      }
      if (first == JsonToken.VALUE_NULL) {
        return;
      }
      json(parser);
      if (parser.nextToken() != null) {
        throw refusedText(chars, offset, length);
      }
    } catch (JsonProcessingException e) {
      throw refusedText(chars, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void utf8(byte[] source, int offset, int length) {
    char[] chars = decode(source, offset, length);
    untyped(chars, 0, chars.length);
  }

  @Override
  void text(char[] chars, int offset, int length) {
    out.reset();
    try (JsonGenerator generator = JsonInput.FACTORY.createGenerator(out)) {
      generator.writeString(chars, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes = out.toByteArray();
    accept();
  }

  @Override
  void number(char[] chars, int offset, int length) {
    ascii(new String(chars, offset, length));
  }

  @Override
  public void bool(boolean value) {
    ascii(Boolean.toString(value));
  }

  @Override
  public void real(double value) {
    if (!Double.isFinite(value)) {
      throw refused("the double " + value);
    }
    ascii(Double.toString(value));
  }

  private void ascii(String text) {
    bytes = text.getBytes(StandardCharsets.US_ASCII);
    accept();
  }

  @Override
  public void appendTo(ColumnBuilder column) {
    column.appendUtf8(bytes, 0, bytes.length);
  }

  @Override
  public void hashInto(ContentHash hash) {
    hash.putBytes(bytes);
  }

  @Override
  String spelled() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  String accepted() {
    return "JSON values";
  }
}
