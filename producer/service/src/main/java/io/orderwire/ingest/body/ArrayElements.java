package io.orderwire.ingest.body;

import io.orderwire.ingest.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the elements of a JSON array without looking into them: strings, brackets and commas are
 * all that it understands. Whether an element is valid, its own parser says.
 */
public final class ArrayElements {

  /** Where an element is. */
  public record Span(int offset, int length) {}

  private final byte[] json;
  private int at;

  private ArrayElements(byte[] json) {
    this.json = json;
  }

  /** Whether the first character that is no white space opens an array. */
  public static boolean isArray(byte[] json) {
    ArrayElements elements = new ArrayElements(json);
    elements.skipSpace();
    return elements.at < json.length && json[elements.at] == '[';
  }

  /**
   * The elements, none of them empty.
   *
   * @throws BodyException if the text is no array, or has more elements than the limit
   */
  public static List<Span> of(byte[] json, int limit) {
    return new ArrayElements(json).split(limit);
  }

  private List<Span> split(int limit) {
    List<Span> spans = new ArrayList<>();
    skipSpace();
    expect('[');
    skipSpace();
    if (at < json.length && json[at] == ']') {
      at++;
    } else {
      do {
        spans.add(element());
        if (spans.size() > limit) {
          throw new BodyException(
              ErrorCode.TOO_LARGE, "more than " + limit + " events; send NDJSON instead");
        }
      } while (separator());
    }
    skipSpace();
    if (at < json.length) {
      throw malformed("something follows the array");
    }
    return spans;
  }

  private Span element() {
    skipSpace();
    int begin = at;
    int depth = 0;
    while (at < json.length) {
      byte c = json[at];
      if (c == '"') {
        skipString();
        continue;
      }
      if (depth == 0 && (c == ',' || c == ']')) {
        break;
      }
      if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
      }
      at++;
    }
    int end = at;
    while (end > begin && isSpace(json[end - 1])) {
      end--;
    }
    if (end == begin) {
      throw malformed("an element is missing");
    }
    return new Span(begin, end - begin);
  }

  private void skipString() {
    for (at++; at < json.length; at++) {
      if (json[at] == '\\') {
        at++;
      } else if (json[at] == '"') {
        at++;
        return;
      }
    }
    throw malformed("ends within a string");
  }

  /** Whether another element follows. */
  private boolean separator() {
    if (at >= json.length) {
      throw malformed("ends within the array");
    }
    return json[at++] == ',';
  }

  private void expect(char c) {
    if (at >= json.length || json[at++] != c) {
      throw malformed("is no array");
    }
  }

  private void skipSpace() {
    while (at < json.length && isSpace(json[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private BodyException malformed(String what) {
    return new BodyException(
        ErrorCode.INVALID_JSON, "malformed JSON: " + what + ", at byte " + (at + 1));
  }
}
