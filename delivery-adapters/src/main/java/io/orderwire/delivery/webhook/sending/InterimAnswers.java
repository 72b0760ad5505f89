package io.orderwire.delivery.webhook.sending;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of answers, with a bound for those in a row that are interim (1xx, RFC 9110,
 * section 15.2). The client reads one after the other until a final one comes, so that without it a
 * receiver that always has another one would keep the thread. One connection's; not for many
 * threads.
 */
final class InterimAnswers implements HttpMessageParser<ClassicHttpResponse> {
  /** The most of them before a final answer. */
  static final int MOST = 10;

  private final HttpMessageParser<ClassicHttpResponse> heads;
  private int inARow;

  InterimAnswers(HttpMessageParser<ClassicHttpResponse> heads) {
    this.heads = heads;
  }

  @Override
  public @Nullable ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
      throws IOException, HttpException {
    ClassicHttpResponse head = heads.parse(buffer, in);
    if (head == null || head.getCode() >= HttpStatus.SC_SUCCESS) {
      inARow = 0;
    } else if (++inARow > MOST) {
      throw new ProtocolException("more than " + MOST + " interim answers");
    }
    return head;
  }
}
