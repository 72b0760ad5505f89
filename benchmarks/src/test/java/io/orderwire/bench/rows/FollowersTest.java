package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FollowersTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n\r\n";
  private static final String GREETING = "retry: 2500\n\nid: p0\n\n";

  private final List<Long> arrived = Collections.synchronizedList(new ArrayList<>());
  private final List<Duration> told = Collections.synchronizedList(new ArrayList<>());
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

  FollowersTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void a_client_comes_back_with_its_last_id_after_the_time_that_it_was_told() throws Exception {
    serve(
        OK + GREETING + "id: p1\nevent: e\ndata: ..7..\n\nid: p2\ndata: ..9",
        OK + "id: p1\n\nid: p2\ndata: ..9..\n\nretry: 3700\n\nevent: goaway\ndata: {}\n\n",
        "HTTP/1.1 503 No\r\nRetry-After: 4\r\n\r\n",
        OK + "id: p2\n\nid: p3\ndata: ..11..\n\n");
    try (Followers followers = followers()) {
      assertThat(requests.take()).doesNotContain("Last-Event-ID");
      assertThat(requests.take()).contains("Last-Event-ID: p1\r\n");
      assertThat(requests.take()).contains("Last-Event-ID: p2\r\n");
      assertThat(requests.take()).contains("Last-Event-ID: p2\r\n");
      while (arrived.size() < 3) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      assertThat(arrived).containsExactly(7L, 9L, 11L);
      assertThat(told.subList(0, 3))
          .containsExactly(
              Duration.ofMillis(2_500), Duration.ofMillis(3_700), Duration.ofSeconds(4));
      Followers.Visits visits = followers.takeVisits();
      assertThat(visits.returns()).hasSize(2);
      assertThat(visits.toString()).startsWith("1 streams ended with goaway, 1 without; 1 times");
    }
  }

  private Followers followers() throws IOException, InterruptedException {
    return new Followers(
        new Rotation(List.of(URI.create("http://127.0.0.1:" + server.getLocalPort()))),
        List.of("key"),
        wait -> {
          told.add(wait);
          return Duration.ofMillis(10);
        },
        arrived::add);
  }

  /** Gives one answer to each connection, the last of which stays open. */
  private void serve(String... answers) {
    var _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (int n = 0; n < answers.length; n++) {
                      answer(answers[n], n + 1 < answers.length);
                    }
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
  }

  private void answer(String answer, boolean ends) throws IOException {
    Socket client = server.accept();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
    StringBuilder request = new StringBuilder();
    String line = in.readLine();
    while (!line.isEmpty()) {
      request.append(line).append("\r\n");
      line = in.readLine();
    }
    requests.add(request.toString());
    OutputStream out = client.getOutputStream();
    out.write(answer.getBytes(ISO_8859_1));
    if (ends) {
      client.close();
    }
  }
}
