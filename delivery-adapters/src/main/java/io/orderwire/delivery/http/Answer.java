package io.orderwire.delivery.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * What is answered to a request, whichever way it came.
 *
 * @param status 200, or 304 without a body
 * @param fields the header fields, but for the body's length, in order
 * @param body the body, empty for 304. Not copied: nobody may write to it
 */
public record Answer(int status, List<Field> fields, byte[] body) {
  private static final String VARY = "Vary";
  private static final String CONTENT_TYPE = "Content-Type";

  /** Makes the fields unmodifiable. */
  public Answer {
    fields = List.copyOf(fields);
  }

  /**
   * A header field.
   *
   * @param isConstant whether it is one of a few that are given again and again
   */
  public record Field(String name, String value, boolean isConstant) {
    /** One of a few fields that are given again and again. */
    public static Field constant(String name, String value) {
      return new Field(name, value, true);
    }

    /** A field that may be another one each time. */
    public static Field of(String name, String value) {
      return new Field(name, value, false);
    }
  }

  /** Whether it has a body, if only an empty one. */
  boolean hasBody() {
    return status != HttpServletResponse.SC_NOT_MODIFIED;
  }

  /** Answers with this. */
  public void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    if (hasBody()) {
      // Before all other fields: where there is no room for it, a refusal must not have them.
      response.setContentLength(body.length);
    }
    for (Field field : fields) {
      switch (field.name()) {
        case CONTENT_TYPE -> response.setContentType(field.value());
        // Added, not set: CORS may have named Origin.
        case VARY -> response.addHeader(VARY, field.value());
        default -> response.setHeader(field.name(), field.value());
      }
    }
    if (hasBody()) {
      response.getOutputStream().write(body);
    }
  }
}
