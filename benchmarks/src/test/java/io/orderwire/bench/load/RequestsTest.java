package io.orderwire.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
  private static final String TWO =
      "POST /a HTTP/1.1\r\nContent-Length: 5\r\nwebhook-id:  one \r\n\r\nhello"
          + "GET /control/counts HTTP/1.1\r\nHost: b\r\n\r\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 50, 1_000})
  void requests_are_told_apart_however_they_arrive(int piece) throws IOException {
    Requests requests = new Requests(pieces(TWO, piece));

    Request first = requireNonNull(requests.next());
    Request second = requireNonNull(requests.next());

    assertThat(first.path()).isEqualTo("/a");
    assertThat(first.body()).isEqualTo("hello");
    assertThat(first.header("Webhook-Id")).isEqualTo("one");
    assertThat(first.header("webhook")).isEmpty();
    assertThat(second.path()).isEqualTo("/control/counts");
    assertThat(second.body()).isEmpty();
    assertThat(requests.next()).isNull();
  }

  @Test
  void a_request_larger_than_the_buffer_is_read_whole() throws IOException {
    String body = "x".repeat(100_000);
    Requests requests =
        new Requests(pieces("POST / HTTP/1.1\r\ncontent-length: 100000\r\n\r\n" + body, 9_999));

    assertThat(requireNonNull(requests.next()).body()).isEqualTo(body);
  }

  @Test
  void a_body_that_is_cut_off_is_an_error() {
    Requests requests =
        new Requests(pieces("POST / HTTP/1.1\r\ncontent-length: 10\r\n\r\nhello", 100));

    assertThatThrownBy(requests::next).isInstanceOf(EOFException.class);
  }

  @Test
  void the_tally_tells_repeats_from_different_ones_by_path_and_id() throws IOException {
    Tally tally = new Tally();
    tally.add(signed("/a"), "1");
    tally.add(signed("/a"), "1");
    tally.add(signed("/a"), "2");
    tally.add(new Request("POST /b HTTP/1.1\r\n\r\n", ""), "1");

    assertThat(tally.json())
        .startsWith("{\"requests\":4,\"different\":3,\"unsigned\":1,\"nanos\":");
    tally.reset();
    assertThat(tally.json())
        .startsWith("{\"requests\":0,\"different\":0,\"unsigned\":0,\"nanos\":0,");
  }

  @Test
  void a_challenge_is_echoed() {
    assertThat(Receiver.echo("{\"type\":\"x\",\"data\":{\"challenge\":\"a-b_c\"}}"))
        .isEqualTo("{\"challenge\":\"a-b_c\"}");
    assertThat(Receiver.echo("{\"type\":\"x\"}")).isEqualTo("{}");
  }

  private static Request signed(String path) {
    return new Request("POST " + path + " HTTP/1.1\r\nwebhook-signature: v1,abc\r\n", "");
  }

  private static InputStream pieces(String text, int most) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
      @Override
      public synchronized int read(byte[] bytes, int offset, int length) {
        return super.read(bytes, offset, Math.min(length, most));
      }
    };
  }
}
