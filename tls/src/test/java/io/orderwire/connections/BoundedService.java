package io.orderwire.connections;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * and streams a line every now and then until the client has gone.
 */
final class BoundedService implements AutoCloseable {
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

  Socket socket(int port) throws IOException {
    return socketFrom("127.0.0.1", port);
  }

  /** A connection that comes from another address of this machine. */
  Socket socketFrom(String address, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  @Override
  public void close() {
    context.close();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Service {
    private static final Duration LONG = Duration.ofMinutes(10);

    @Bean
    RouterFunction<ServerResponse> routes() {
      return RouterFunctions.route()
          .GET("/", _ -> ServerResponse.ok().body("hello"))
          .POST("/length", asked -> ServerResponse.ok().body(asked.body(byte[].class).length))
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
