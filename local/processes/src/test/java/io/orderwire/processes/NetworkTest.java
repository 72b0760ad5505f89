package io.orderwire.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.embedded.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NetworkTest {
  private static final int SHORT_MILLIS = 300;

  @TempDir Path directory;
  private final int port = Ports.free();
  private Network network = new Network(Path.of(""));
  private ServerSocket echo = unbound();

  @BeforeEach
  void open() throws IOException {
    echo = listening();
    network = new Network(directory);
    network.add("broker", List.of(port));
    network.add("adapter", List.of());
    network.add("processor", List.of());
    network.open();
  }

  @AfterEach
  void close() throws IOException {
    network.close();
    echo.close();
  }

  @Test
  void each_part_has_addresses_of_its_own_for_all_others() throws IOException {
    assertThat(Files.readString(directory.resolve("adapter.hosts")))
        .contains("127.0.0.1 localhost")
        .contains("127.0.2.1 broker")
        .contains("127.0.0.1 adapter")
        .contains("127.0.2.3 processor");
    assertThat(network.jvmOptions("adapter"))
        .containsExactly("-Djdk.net.hosts.file=" + directory.resolve("adapter.hosts"));
  }

  @Test
  void passes_bytes_on_in_both_directions_and_their_end() throws IOException {
    try (Socket socket = adapter()) {
      assertThat(echo(socket, "hello")).isEqualTo("hello");
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void what_is_cut_off_waits_and_others_go_on() throws IOException {
    try (Socket adapter = adapter();
        Socket processor = connect("127.0.3.1")) {
      assertThat(echo(adapter, "before")).isEqualTo("before");
      List<Link> between = network.between("broker", "adapter");
      assertThat(between).hasSize(2);
      between.forEach(link -> link.set(Link.State.cut()));

      adapter.setSoTimeout(SHORT_MILLIS);
      assertThatThrownBy(() -> echo(adapter, "meanwhile"))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(echo(processor, "other")).isEqualTo("other");

      between.forEach(link -> link.set(Link.State.SOUND));
      adapter.setSoTimeout(0);
      assertThat(read(adapter, "meanwhile".length())).isEqualTo("meanwhile");
    }
  }

  @Test
  void who_connects_while_it_is_cut_off_is_served_afterwards() throws IOException {
    network.of("adapter").forEach(link -> link.set(Link.State.cut()));
    try (Socket socket = adapter()) {
      socket.setSoTimeout(SHORT_MILLIS);
      assertThatThrownBy(() -> echo(socket, "early")).isInstanceOf(SocketTimeoutException.class);
      network.of("adapter").forEach(link -> link.set(Link.State.SOUND));
      socket.setSoTimeout(0);
      assertThat(read(socket, "early".length())).isEqualTo("early");
    }
  }

  @Test
  void what_is_late_is_late_on_both_ways() throws IOException {
    Duration late = Duration.ofMillis(150);
    network.of("broker").forEach(link -> link.set(Link.State.late(late)));
    try (Socket socket = adapter()) {
      long begin = System.nanoTime();
      assertThat(echo(socket, "slow")).isEqualTo("slow");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(late.multipliedBy(2));
    }
  }

  @Test
  void what_is_lost_comes_later_and_in_order() throws IOException {
    network.of("broker").forEach(link -> link.set(Link.State.lossy(0.5)));
    try (Socket socket = adapter()) {
      for (String word : List.of("one", "two", "three")) {
        socket.getOutputStream().write(word.getBytes(UTF_8));
      }
      assertThat(read(socket, "onetwothree".length())).isEqualTo("onetwothree");
    }
  }

  @Test
  void a_part_that_does_not_listen_resets_connections() throws IOException {
    echo.close();
    try (Socket socket = adapter()) {
      assertThatThrownBy(() -> echo(socket, "hello")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refuses_states_that_are_none() {
    assertThatThrownBy(() -> Link.State.lossy(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Link.State.late(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Socket adapter() throws IOException {
    return connect("127.0.2.1");
  }

  private Socket connect(String address) throws IOException {
    return new Socket(InetAddress.getByName(address), port);
  }

  private static String echo(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    String answer = read(socket, text.length());
    if (answer.isEmpty()) {
      throw new IOException("closed");
    }
    return answer;
  }

  private static String read(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), UTF_8);
  }

  private ServerSocket listening() throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.ofVirtual().start(() -> accept(server));
    return server;
  }

  private static void accept(ServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> sendBack(socket));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static void sendBack(Socket socket) {
    try (socket) {
      var _ = socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static ServerSocket unbound() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
