package io.orderwire.connections;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A service with both ports, in the clear and with HTTP/2: it says hello, says how long a body was,
 * says much, and streams a line every now and then until the client has gone.
 */
final class BoundedService implements AutoCloseable {
  /** How many bytes it says when it says much: more than the buffers of a connection hold. */
  static final int MUCH = 16 << 20;

  private static final int PATIENCE_MILLIS = 60_000;

  private final ConfigurableApplicationContext context;

  private BoundedService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static BoundedService start(String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--server.http2.enabled=true",
                "--spring.threads.virtual.enabled=true",
                "--management.server.address=127.0.0.1",
                "--management.server.port=0"));
    for (String setting : settings) {
      arguments.add("--" + setting);
    }
    return new BoundedService(
        SpringApplication.run(Service.class, arguments.toArray(String[]::new)));
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  int managementPort() {
    return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
  }

  /** How many requests have a thread that serves them. */
  int served() {
    return context.getBean(Served.class).now.get();
  }

  Socket socket(int port) throws IOException {
    return socketFrom("127.0.0.1", port);
  }

  /** A connection that comes from another address of this machine. */
  Socket socketFrom(String address, int port) throws IOException {
    return connected(new Socket(), address, port);
  }

  /** A connection of a client whose system takes next to nothing for it. */
  Socket narrowSocket(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    return connected(socket, "127.0.0.1", port);
  }

  private static Socket connected(Socket socket, String address, int port) throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  @Override
  public void close() {
    context.close();
  }

  /** Counts requests while they are served. */
  static final class Served implements Filter {
    private final AtomicInteger now = new AtomicInteger();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      now.incrementAndGet();
      try {
        chain.doFilter(request, response);
      } finally {
        now.decrementAndGet();
      }
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Service {
    private static final Duration LONG = Duration.ofMinutes(10);

    @Bean
    Served served() {
      return new Served();
    }

    @Bean
    RouterFunction<ServerResponse> routes() {
      return RouterFunctions.route()
          .GET("/", _ -> ServerResponse.ok().body("hello"))
          .POST("/length", asked -> ServerResponse.ok().body(asked.body(byte[].class).length))
          .GET("/much", _ -> ServerResponse.ok().body("x".repeat(MUCH)))
          .GET("/stream", _ -> ServerResponse.sse(Service::stream, LONG))
          .build();
    }

    private static void stream(ServerResponse.SseBuilder events) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  for (int i = 0; true; i++) {
                    events.send("event " + i);
                    Thread.sleep(100);
                  }
                } catch (IOException | InterruptedException gone) {
                  events.complete();
                }
              });
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
