package io.orderwire.producer.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.EventRules;
import io.orderwire.schemas.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Event JSON to {@link OrderEvent} and back.
 *
 * <p>Reading is strict: UTF-8 (RFC 3629) without byte order mark, JSON (RFC 8259) without repeated
 * names, known fields only, each of its one type, no {@code null}, decimals as strings, times with
 * offset, nothing behind the event but white space; at most {@value EventRules#MAX_EVENT_BYTES}
 * bytes, 16 levels of nesting and 100 characters a number. What passes has also passed {@link
 * EventRules#check}. Every fault is a value, never an exception.
 *
 * <p>All methods are pure, and safe for use by many threads.
 */
public final class EventJson {

  private static final int MAX_NESTING = 16;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_NAME_LENGTH = 1_024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .maxStringLength(EventRules.MAX_EVENT_BYTES)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private EventJson() {}

  /** Reads one event, which must have an {@code event_id}. */
  public static Parsed parse(byte[] json) {
    return parse(json, 0, json.length, null);
  }

  /**
   * Reads one event out of a longer array.
   *
   * @param json the bytes; left unchanged
   * @param offset where the event begins
   * @param length how many bytes belong to it
   * @param eventIdIfMissing the identity of an event that brings none; null if it must bring one
   * @throws IndexOutOfBoundsException if offset and length do not lie within the array
   */
  public static Parsed parse(byte[] json, int offset, int length, @Nullable UUID eventIdIfMissing) {
    Objects.checkFromIndexSize(offset, length, json.length);
    if (length > EventRules.MAX_EVENT_BYTES) {
      return invalid(
          Parsed.Reason.TOO_LARGE, "is longer than " + EventRules.MAX_EVENT_BYTES + " bytes");
    }
    OrderEvent plain = PlainJson.read(json, offset, length, eventIdIfMissing);
    return plain != null && EventRules.check(plain).isEmpty()
        ? new Parsed.Valid(plain)
        : parseInFull(json, offset, length, eventIdIfMissing);
  }

  /** The same for whatever the bytes are. */
  static Parsed parseInFull(byte[] json, int offset, int length, @Nullable UUID eventIdIfMissing) {
    CharBuffer text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(json, offset, length));
    } catch (CharacterCodingException malformed) {
      return invalid(Parsed.Reason.INVALID_JSON, "is not valid UTF-8");
    }
    if (text.hasRemaining() && text.charAt(0) == BYTE_ORDER_MARK) {
      return invalid(Parsed.Reason.INVALID_JSON, "begins with a byte order mark");
    }
    return parse(text, eventIdIfMissing);
  }

  private static Parsed parse(CharBuffer text, @Nullable UUID eventIdIfMissing) {
    Violations violations = new Violations();
    try {
      OrderEvent event =
          new EventReader(JSON, text.array(), text.remaining(), violations, eventIdIfMissing)
              .read();
      if (event != null) {
        violations.addAll(EventRules.check(event));
        if (violations.isEmpty()) {
          return new Parsed.Valid(event);
        }
      }
      return new Parsed.Invalid(Parsed.Reason.INVALID_EVENT, violations.list());
    } catch (EventReader.TrailingTextException trailing) {
      return invalid(Parsed.Reason.INVALID_JSON, "something follows the event");
    } catch (JsonProcessingException malformed) {
      return invalid(Parsed.Reason.INVALID_JSON, faultOf(malformed));
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory", impossible);
    }
  }

  /**
   * Writes an event, on one line and without line end.
   *
   * @param event a valid event; its data is one of the four types
   */
  public static byte[] write(OrderEvent event) {
    return EventWriter.write(JSON, event);
  }

  private static String faultOf(JsonProcessingException malformed) {
    if (malformed instanceof JsonEOFException) {
      return "malformed JSON: ends too early";
    }
    String message = Objects.requireNonNullElse(malformed.getOriginalMessage(), "");
    if (malformed instanceof StreamConstraintsException) {
      return message.contains("nesting")
          ? "is nested more than " + MAX_NESTING + " levels deep"
          : message.startsWith("Number")
              ? "has a number of more than " + MAX_NUMBER_LENGTH + " characters"
              : "has a name of more than " + MAX_NAME_LENGTH + " characters";
    }
    long at = malformed.getLocation() == null ? -1 : malformed.getLocation().getCharOffset();
    return at < 0 ? "malformed JSON" : "malformed JSON at character " + (at + 1);
  }

  private static Parsed invalid(Parsed.Reason reason, String fault) {
    return new Parsed.Invalid(reason, List.of(new Violation("", fault)));
  }
}
