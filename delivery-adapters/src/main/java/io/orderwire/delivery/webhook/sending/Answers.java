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
import org.apache.hc.core5.concurrent.Cancellable;
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

  /**
   * An answer.
   *
   * @param exchange what is cancelled, and its connection closed, where the body is longer
   */
  Reply read(ClassicHttpResponse response, Cancellable exchange) throws IOException {
    byte[] body = body(response.getEntity(), exchange);
    return new Reply(outcome(response), headers(response), body);
  }

  private static byte[] body(HttpEntity entity, Cancellable exchange) throws IOException {
    if (entity == null) {
      return NOTHING;
    }
    InputStream content = entity.getContent();
    byte[] body = content.readNBytes(MOST_BODY);
    if (body.length == MOST_BODY
        && (entity.getContentLength() != MOST_BODY || content.read() >= 0)) {
      exchange.cancel();
    }
    return body;
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
