package io.orderwire.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/**
 * Baseline of webhooks: loops on virtual threads that sign a body and send it with Apache
 * HttpClient, and do nothing else.
 *
 * <p>Listens on a port and takes {@code POST /<requests>/<in flight>/<paths>} with a request as its
 * body, which it repeats under new ids; answers when all are sent. Arguments: its port, the
 * receiver's.
 */
public final class BareSender {
  private static final Set<String> MADE_ANEW =
      Set.of(
          "host",
          "connection",
          "content-length",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature");

  private final String receiver;
  private final Mac mac;
  private final AtomicInteger runs = new AtomicInteger();

  private BareSender(int receiverPort) throws GeneralSecurityException {
    receiver = "http://127.0.0.1:" + receiverPort + "/bare/";
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
  }

  /** Serves until the process ends. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    BareSender sender = new BareSender(Integer.parseInt(args[1]));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
    server.createContext("/", sender::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] asked = exchange.getRequestURI().getPath().substring(1).split("/", -1);
      Request sample =
          new Requests(new ByteArrayInputStream(exchange.getRequestBody().readAllBytes())).next();
      int status = 200;
      try {
        if (sample == null) {
          throw new IOException("no sample");
        }
        send(
            sample,
            Integer.parseInt(asked[0]),
            Integer.parseInt(asked[1]),
            Integer.parseInt(asked[2]));
      } catch (Exception e) {
        e.printStackTrace();
        status = 500;
      }
      byte[] answer = "{}".getBytes(UTF_8);
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private void send(Request sample, int requests, int inFlight, int paths) throws Exception {
    byte[] body = sample.body().getBytes(ISO_8859_1);
    List<Map.Entry<String, String>> headers = headers(sample);
    String run = "r" + runs.incrementAndGet() + "-";
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> loops = new ArrayList<>();
    try (CloseableHttpClient client = client(inFlight);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < inFlight; i++) {
        loops.add(
            threads.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                    post(client, URI.create(receiver + n % paths), run + n, headers, body);
                  }
                  return null;
                }));
      }
      for (Future<?> loop : loops) {
        loop.get();
      }
    }
  }

  private static CloseableHttpClient client(int connections) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(connections)
                .build())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableContentCompression()
        .build();
  }

  private void post(
      CloseableHttpClient client,
      URI url,
      String id,
      List<Map.Entry<String, String>> headers,
      byte[] body)
      throws IOException, CloneNotSupportedException {
    HttpPost post = new HttpPost(url);
    headers.forEach(header -> post.setHeader(header.getKey(), header.getValue()));
    String timestamp = Long.toString(System.currentTimeMillis() / 1_000);
    Mac copy = (Mac) mac.clone();
    copy.update((id + "." + timestamp + ".").getBytes(UTF_8));
    post.setHeader("webhook-id", id);
    post.setHeader("webhook-timestamp", timestamp);
    post.setHeader(
        "webhook-signature", "v1," + Base64.getEncoder().encodeToString(copy.doFinal(body)));
    post.setEntity(new ByteArrayEntity(body, null));
    int status = client.execute(post, response -> response.getCode());
    if (status != 204) {
      throw new IOException("answered " + status);
    }
  }

  private static List<Map.Entry<String, String>> headers(Request sample) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    sample
        .head()
        .lines()
        .skip(1)
        .filter(line -> line.indexOf(':') > 0)
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              String name = line.substring(0, colon);
              if (!MADE_ANEW.contains(name.toLowerCase(Locale.ROOT))) {
                headers.add(Map.entry(name, line.substring(colon + 1).strip()));
              }
            });
    return headers;
  }
}
