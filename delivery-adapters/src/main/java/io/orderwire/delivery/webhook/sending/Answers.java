package io.orderwire.delivery.webhook.sending;

import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Transport.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** Reads answers, up to a size. */
final class Answers {
  /** The most bytes of body that are read. */
  static final int MOST_BODY = 16 << 10;

  private static final byte[] NOTHING = {};

  private final Clock clock;

  Answers(Clock clock) {
    this.clock = clock;
  }

  /** An answer. Where the body is longer, the rest of it stays unread. */
  Reply read(ClassicHttpResponse response) throws IOException {
    byte[] body = body(response.getEntity());
    return new Reply(outcome(response), headers(response), body);
  }

  private static byte[] body(HttpEntity entity) throws IOException {
    if (entity == null) {
      return NOTHING;
    }
    InputStream content = entity.getContent();
    return content.readNBytes(MOST_BODY);
  }

  private Outcome outcome(ClassicHttpResponse response) {
    int status = response.getCode();
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered(status);
    }
    Header retryAfter = response.getFirstHeader("retry-after");
    return new Outcome.Refused(
        status,
        Optional.ofNullable(retryAfter)
            .map(Header::getValue)
            .flatMap(value -> RetryAfter.parse(value, clock)));
  }

  private static Map<String, String> headers(ClassicHttpResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      String value = header.getValue() == null ? "" : header.getValue();
      headers.merge(
          header.getName().toLowerCase(Locale.ROOT), value, (one, other) -> one + ", " + other);
    }
    return Map.copyOf(headers);
  }
}
