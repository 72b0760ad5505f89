package io.orderwire.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void free_ports_are_different_and_below_the_ephemeral_range() {
    var ports = IntStream.range(0, 20).mapToObj(i -> Ports.free()).collect(Collectors.toSet());

    assertThat(ports).hasSize(20).allMatch(port -> port >= 20_000 && port < 30_000);
  }

  @Test
  void a_port_that_is_taken_is_named_with_the_part_that_needs_it() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(Ports.loopback(), 0));
      int port = taken.getLocalPort();

      assertThat(Ports.isFree(port)).isFalse();
      assertThatThrownBy(() -> Ports.requireFree("teapot", port))
          .isInstanceOf(PortInUseException.class)
          .hasMessage("Port " + port + ", which the teapot needs, is in use by another process");
    }
  }

  @Test
  void a_port_where_nobody_listens_has_no_broker() {
    assertThat(BrokerProbe.answers(Ports.free())).isFalse();
  }
}
