package io.timestore.daemon.rows.cell;

import com.fasterxml.jackson.core.JsonParser;
import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.TimestoreException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The value that one column has in the row being read. Takes values as a format gives them and
 * converts them without loss, or refuses with INVALID_VALUE. Used again for every row; for one
 * thread.
 */
public abstract class Cell {
  private static final int SHOWN_CHARS = 60;

  private final RowPosition position;
  private final Field field;
  private boolean seen;
  private boolean present;

  Cell(RowPosition position, Field field) {
    this.position = position;
    this.field = field;
  }

  public final Field field() {
    return field;
  }

  /** Whether the row has a value, and not null, for the column. */
  public final boolean present() {
    return present;
  }

  public final void clear() {
    seen = false;
    present = false;
  }

  /** Called once before the value is given, null or not. */
  public final void begin() {
    if (seen) {
      throw invalid("is there twice; accepted is one value per column");
    }
    seen = true;
  }

  final void accept() {
    present = true;
  }

  /** Text of a format that has types, such as a JSON string. */
  abstract void text(char[] chars, int offset, int length);

  /** A number in JSON's grammar. */
  abstract void number(char[] chars, int offset, int length);

  public abstract void bool(boolean value);

  public abstract void appendTo(ColumnBuilder column);

  public abstract void hashInto(ContentHash hash);

  /** The value as a field's default is written. */
  abstract String spelled();

  /** What the column takes, for messages. */
  abstract String accepted();

  /** Text of a format that has no types, such as a CSV field. */
  public void untyped(char[] chars, int offset, int length) {
    text(chars, offset, length);
  }

  /** A JSON value, the parser on its first token; leaves it on the last. */
  public void json(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING ->
          text(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          number(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      case VALUE_TRUE -> bool(true);
      case VALUE_FALSE -> bool(false);
      case START_ARRAY -> throw refused("an array");
      default -> throw refused("an object");
    }
  }

  public void utf8(byte[] bytes, int offset, int length) {
    char[] chars = decode(bytes, offset, length);
    text(chars, 0, chars.length);
  }

  public void integer(long value) {
    char[] chars = Long.toString(value).toCharArray();
    number(chars, 0, chars.length);
  }

  public void real(double value) {
    throw refused("the double " + value);
  }

  public void decimal(BigDecimal value) {
    char[] chars = value.toString().toCharArray();
    number(chars, 0, chars.length);
  }

  public void uuid(long high, long low) {
    throw refused("a uuid");
  }

  public void date(long epochDay) {
    throw refused("a date");
  }

  /** A time since the epoch, in units of 10^-precision seconds. */
  public void time(long ticks, int precision) {
    throw refused("a timestamp");
  }

  final char[] decode(byte[] bytes, int offset, int length) {
    try {
      CharBuffer decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
      char[] chars = new char[decoded.remaining()];
      decoded.get(chars);
      return chars;
    } catch (CharacterCodingException e) {
      throw refused("bytes that are no UTF-8 text");
    }
  }

  final TimestoreException refusedText(char[] chars, int offset, int length) {
    return refused("the text '" + shown(chars, offset, length) + "'");
  }

  final TimestoreException refusedNumber(char[] chars, int offset, int length) {
    return refused("the number " + shown(chars, offset, length));
  }

  public final TimestoreException refused(String what) {
    return invalid(
        "of type " + field.type() + " does not take " + what + "; accepted are " + accepted());
  }

  final TimestoreException invalid(String rest) {
    return new TimestoreException(
        ErrorCode.INVALID_VALUE, position + "column '" + field.name() + "' " + rest);
  }

  private static String shown(char[] chars, int offset, int length) {
    return length <= SHOWN_CHARS
        ? new String(chars, offset, length)
        : new String(chars, offset, SHOWN_CHARS) + "…";
  }
}
