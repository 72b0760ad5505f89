package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 in the clear: the first request upgrades, the others are streams of one connection. */
class Http2Test {
  private static final String EVENTS = "/v1/orders/events";

  private final PartnerPort port = PartnerPort.start();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
  private String key = "";

  @BeforeEach
  void partner() {
    key = port.partner("acme");
    port.created("acme", 3);
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    port.close();
  }

  @Test
  void pages_are_the_same_as_over_http_1() throws Exception {
    HttpResponse<String> page = client.send(request(EVENTS), BodyHandlers.ofString());
    assertThat(page.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(page.body()).isEqualTo(port.get(key, EVENTS).body());
    String tag = page.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> same =
        client.send(
            port.request(EVENTS)
                .header("Authorization", "Bearer " + key)
                .header("If-None-Match", tag)
                .build(),
            BodyHandlers.ofString());
    assertThat(same.statusCode()).isEqualTo(304);
  }

  @Test
  void several_streams_and_requests_share_one_connection() throws Exception {
    List<HttpResponse<Stream<String>>> streams = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      streams.add(
          client.send(
              request(EVENTS + "/stream?newer_than=" + PartnerPort.id("acme", 1)),
              BodyHandlers.ofLines()));
    }
    List<Iterator<String>> lines =
        streams.stream().map(response -> response.body().iterator()).toList();
    for (Iterator<String> each : lines) {
      assertThat(ids(each, 2))
          .containsExactly(PartnerPort.id("acme", 2), PartnerPort.id("acme", 3));
    }

    port.created("acme", 1);

    for (Iterator<String> each : lines) {
      assertThat(ids(each, 1)).containsExactly(PartnerPort.id("acme", 4));
    }
    assertThat(client.send(request(EVENTS), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(streams).allMatch(stream -> stream.version() == HttpClient.Version.HTTP_2);
  }

  private HttpRequest request(String path) {
    return port.request(path).header("Authorization", "Bearer " + key).build();
  }

  /** The next events' ids; blocks until they have come. */
  private static List<String> ids(Iterator<String> lines, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n -> {
              String id = "";
              for (String line = lines.next(); !line.startsWith("data:"); line = lines.next()) {
                id = line.startsWith("id: ") ? line.substring(4) : id;
              }
              return id;
            })
        .toList();
  }
}
