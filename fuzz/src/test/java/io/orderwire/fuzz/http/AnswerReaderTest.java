package io.orderwire.fuzz.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static Answer read(String method, String bytes) throws IOException {
    return new AnswerReader(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)), () -> {})
        .read(method);
  }

  @Test
  void reads_bodies_of_all_lengths() throws IOException {
    assertThat(read("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab").body())
        .isEqualTo("ab");
    assertThat(read("GET", CHUNKED + "1\r\na\r\n1\r\nb\r\n0\r\n\r\n").body()).isEqualTo("ab");
    assertThat(read("GET", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nab").body())
        .isEqualTo("ab");
    assertThat(read("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n").body()).isEmpty();
    assertThat(read("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n").body())
        .isEmpty();
  }

  @Test
  void passes_over_what_comes_before_the_answer() throws IOException {
    Answer answer =
        read("POST", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nA: b\r\n\r\n");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("a")).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\nno field\r\n\r\n",
        "HTTP/1.1 200 OK\r\na b: c\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na",
        "HTTP/1.1 200 OK\r\nContent-Len",
      })
  void finds_what_is_no_answer(String bytes) {
    assertThatThrownBy(() -> read("GET", bytes))
        .isInstanceOf(AnswerReader.BadAnswerException.class);
  }

  @Test
  void tells_no_answer_from_a_bad_one() {
    assertThatThrownBy(() -> read("GET", "")).isInstanceOf(AnswerReader.EndedException.class);
  }
}
