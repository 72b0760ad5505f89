package io.orderwire.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many connections there are, by sockets from several of this machine's addresses. */
class AddressLimitTest {
  private static final int MOST = 3;
  private static final int MOST_IN_ALL = 12;

  private static BoundedService service;

  @BeforeAll
  static void start() {
    service =
        BoundedService.start(
            "orderwire.connections.per-address=" + MOST,
            "orderwire.connections.unbounded-from=127.9.0.0/16",
            "server.jetty.max-connections=" + MOST_IN_ALL);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_address_has_so_many_and_others_are_served(boolean management) throws IOException {
    int port = management ? service.managementPort() : service.port();
    String path = management ? "/actuator" : "/";
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < MOST; i++) {
        open.add(service.socketFrom("127.0.0.2", port));
        assertThat(RawClient.ask(open.getLast(), path)).startsWith("HTTP/1.1 200");
      }
      // One that asks for nothing would be closed without an answer, too, when its time is over.
      assertThat(isServed("127.0.0.2", port, path)).isFalse();
      try (Socket other = service.socketFrom("127.0.0.3", port)) {
        assertThat(RawClient.ask(other, path)).startsWith("HTTP/1.1 200");
      }
      for (Socket each : open) {
        assertThat(RawClient.ask(each, path)).startsWith("HTTP/1.1 200");
      }
      open.removeFirst().close();
      await().atMost(Duration.ofMinutes(1)).until(() -> isServed("127.0.0.2", port, path));
    } finally {
      for (Socket each : open) {
        each.close();
      }
    }
  }

  @Test
  void a_network_of_load_balancers_has_any_number() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < MOST * 2; i++) {
        open.add(service.socketFrom("127.9.0.1", service.port()));
        assertThat(RawClient.ask(open.getLast(), "/")).startsWith("HTTP/1.1 200");
      }
    } finally {
      for (Socket each : open) {
        each.close();
      }
    }
  }

  /** What is beyond the bound waits until it is let in; nobody that is in is harmed. */
  @Test
  void a_port_has_so_many_in_all_and_further_ones_wait() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < MOST_IN_ALL; i++) {
        open.add(service.socketFrom("127.9.0.1", service.port()));
        assertThat(RawClient.ask(open.getLast(), "/")).startsWith("HTTP/1.1 200");
      }
      try (Socket waiting = service.socketFrom("127.9.0.1", service.port())) {
        RawClient.send(waiting, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        waiting.setSoTimeout(500);
        assertThat(isSilent(waiting)).isTrue();
        for (Socket each : open) {
          assertThat(RawClient.ask(each, "/")).startsWith("HTTP/1.1 200");
        }
        open.removeFirst().close();
        waiting.setSoTimeout(60_000);
        assertThat(RawClient.until(waiting, "\r\n\r\n")).startsWith("HTTP/1.1 200");
      }
    } finally {
      for (Socket each : open) {
        each.close();
      }
    }
  }

  private static boolean isSilent(Socket socket) throws IOException {
    try {
      int next = socket.getInputStream().read();
      return next == Integer.MIN_VALUE;
    } catch (java.net.SocketTimeoutException silent) {
      return true;
    }
  }

  private static boolean isServed(String from, int port, String path) throws IOException {
    try (Socket socket = service.socketFrom(from, port)) {
      RawClient.send(
          socket, "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
      return RawClient.rest(socket).startsWith("HTTP/1.1 200");
    } catch (java.net.SocketException refused) {
      return false;
    }
  }
}
