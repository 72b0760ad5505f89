package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.system.Answer;
import io.orderwire.system.LocalSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapter connects to no address but those that an operator allows: here 127.0.0.0/8. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookAddressesIT {
  private final LocalSystem system = LocalSystem.shared();
  private WebhookApi api;

  @BeforeAll
  void addPartner() {
    api = new WebhookApi(system.addPartner("addresses").http());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1:8080/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://10.0.0.1./",
        "http://0x0a000001/",
        "http://0xa.0.0.1/",
        "http://167772161/",
        "http://012.0.0.1/",
        "http://10.1/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:a00:1::]/",
        "http://user:password@example.com/",
        "ftp://example.com/",
        "example.com"
      })
  void a_url_that_names_no_allowed_address_is_refused(String url) {
    Answer answer = api.create(url, "");
    assertThat(answer.code()).as(answer.text()).isEqualTo("invalid_url");
  }

  @ParameterizedTest
  @ValueSource(strings = {LocalSystem.PRIVATE_NAME, LocalSystem.MIXED_NAME})
  void a_name_is_not_connected_to_where_one_of_its_addresses_is_not_allowed(String name)
      throws IOException {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> accept(socket, connections));
      Answer answer = api.create("http://%s:%d/".formatted(name, socket.getLocalPort()), "");
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
      String endpoint = answer.json().path("id").asString();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> api.read(endpoint, "/attempts").text().contains("address_not_allowed"));
      assertThat(api.get(endpoint).path("state").asString()).isNotEqualTo("active");
      assertThat(connections).hasValue(0);
    }
  }

  private static void accept(ServerSocket socket, AtomicInteger connections) {
    try {
      while (true) {
        socket.accept().close();
        connections.incrementAndGet();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }
}
