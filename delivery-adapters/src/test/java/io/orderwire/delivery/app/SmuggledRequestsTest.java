package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Owners;
import io.orderwire.delivery.history.Owners.Owner;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * HTTP/2 gives a method and fields by their length, so that they may hold line breaks. What is
 * passed on by HTTP/1.1 must not become a second request there, on a connection that other
 * partners' requests use.
 */
final class SmuggledRequestsTest {
  private static final String SMUGGLED = "/v1/smuggled";

  private static PartnerPort partners;
  private static String key;
  private static ServerSocket owner;
  private static FrontInstance front;
  private static final ByteArrayOutputStream ARRIVED = new ByteArrayOutputStream();

  @BeforeAll
  static void start() throws Exception {
    partners = PartnerPort.start();
    key = partners.partner("acme");
    owner = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(SmuggledRequestsTest::own);
    Owners.Instance there = new Owners.Instance("127.0.0.1", owner.getLocalPort());
    front = new FrontInstance(partners, _ -> new Owner.Elsewhere(there), Duration.ZERO);
  }

  @AfterAll
  static void stop() throws Exception {
    front.close();
    owner.close();
    partners.close();
  }

  @Test
  void a_request_is_passed_on() throws Exception {
    assertThat(answer("GET", "limit=1", List.of(), "")).contains("200");
    assertThat(arrived()).contains("GET /v1/orders/events?limit=1 HTTP/1.1\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET " + SMUGGLED + " HTTP/1.1\r\nHost: x\r\n\r\nGET",
        "GET\r\n",
        "GE T",
        "G\u0000ET",
        "",
      })
  void a_method_that_is_no_token_is_refused(String method) throws Exception {
    assertThat(answer(method, "limit=2", List.of(), "")).doesNotContain("200");
    assertThat(arrived()).doesNotContain(SMUGGLED, "limit=2");
  }

  @Test
  void a_field_with_line_breaks_stays_one_field() throws Exception {
    String value = "x\r\n\r\nGET " + SMUGGLED + " HTTP/1.1\r\nHost: x\r\n\r\n";
    answer("GET", "limit=3", List.of("x-one", value), "");
    assertThat(arrived()).doesNotContain("\nGET " + SMUGGLED);
    answer("GET", "limit=4", List.of("x-" + value.toLowerCase(Locale.ROOT), "1"), "");
    assertThat(arrived()).doesNotContainIgnoringCase("\nGET " + SMUGGLED);
  }

  @Test
  void a_body_that_is_longer_than_it_says_is_no_second_request() throws Exception {
    String body = "{}GET " + SMUGGLED + " HTTP/1.1\r\nHost: x\r\n\r\n";
    answer("POST", "limit=5", List.of("content-length", "2"), body);
    assertThat(arrived()).doesNotContain("GET " + SMUGGLED);
  }

  private static String arrived() {
    synchronized (ARRIVED) {
      return ARRIVED.toString(ISO_8859_1);
    }
  }

  /** Answers whatever comes, and keeps it. */
  private static void own() {
    while (!owner.isClosed()) {
      try {
        Socket one = owner.accept();
        Thread.ofVirtual().start(() -> answerAll(one));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void answerAll(Socket one) {
    try (one) {
      byte[] bytes = new byte[16_384];
      for (int read = one.getInputStream().read(bytes);
          read > 0;
          read = one.getInputStream().read(bytes)) {
        synchronized (ARRIVED) {
          ARRIVED.write(bytes, 0, read);
        }
        one.getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(UTF_8));
      }
    } catch (IOException e) {
      // The front instance has closed it.
    }
  }

  /** What is answered, as text: its head and body, or "reset". */
  private static String answer(String method, String query, List<String> fields, String body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(RawHttp2.PREFACE);
      out.write(RawHttp2.frame(RawHttp2.SETTINGS, 0, 0, new byte[0]));
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      RawHttp2.field(head, ":method", method);
      RawHttp2.field(head, ":scheme", "http");
      RawHttp2.field(head, ":authority", "127.0.0.1:" + front.port());
      RawHttp2.field(head, ":path", "/v1/orders/events?" + query);
      RawHttp2.field(head, "authorization", "Bearer " + key);
      for (int i = 0; i < fields.size(); i += 2) {
        RawHttp2.field(head, fields.get(i), fields.get(i + 1));
      }
      boolean hasBody = !body.isEmpty();
      out.write(
          RawHttp2.frame(
              RawHttp2.HEADERS,
              RawHttp2.END_HEADERS | (hasBody ? 0 : RawHttp2.END_STREAM),
              1,
              head.toByteArray()));
      if (hasBody) {
        out.write(RawHttp2.frame(RawHttp2.DATA, 0, 1, body.getBytes(UTF_8)));
        out.write(RawHttp2.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, new byte[0]));
      }
      out.flush();
      return read(new DataInputStream(socket.getInputStream()));
    }
  }

  private static String read(DataInputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (true) {
      byte[] head = in.readNBytes(9);
      if (head.length < 9) {
        return answer.append(" closed").toString();
      }
      int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff);
      byte[] payload = in.readNBytes(length);
      boolean isOurs = head[8] == 1;
      if (isOurs && head[3] == RawHttp2.RESET) {
        return answer.append(" reset").toString();
      }
      if (isOurs && (head[3] == RawHttp2.HEADERS || head[3] == RawHttp2.DATA)) {
        answer.append(head[3] == RawHttp2.HEADERS ? status(payload) : new String(payload, UTF_8));
        if ((head[4] & RawHttp2.END_STREAM) != 0) {
          return answer.toString();
        }
      }
    }
  }

  /** 200 and 400 are in HPACK's static table; before them there may be the table's size. */
  private static String status(byte[] head) {
    int at = 0;
    if ((head[0] & 0xe0) == 0x20) {
      at = 1;
      if ((head[0] & 0x1f) == 0x1f) {
        while ((head[at++] & 0x80) != 0) {}
      }
    }
    return switch (head[at] & 0xff) {
      case 0x88 -> "200 ";
      case 0x8c -> "400 ";
      default -> "? ";
    };
  }
}
