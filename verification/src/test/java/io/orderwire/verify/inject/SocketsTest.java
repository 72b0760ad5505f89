package io.orderwire.verify.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SocketsTest {
  private static final long SELF = ProcessHandle.current().pid();

  @Test
  void a_connection_belongs_to_who_has_opened_it() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port;
      try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
        port = socket.getLocalPort();
        assertThat(Sockets.has(SELF, port)).isTrue();
      }
      assertThat(Sockets.has(SELF, port)).isFalse();
    }
  }

  @Test
  void where_nothing_is_told_it_may_be_anybodys() throws Exception {
    assertThat(Sockets.has(Long.MAX_VALUE, 80)).isTrue();
  }
}
