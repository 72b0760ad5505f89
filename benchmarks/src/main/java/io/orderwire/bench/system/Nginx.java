package io.orderwire.bench.system;

import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * nginx with static files, or with event streams, tuned for nothing but them. Ends when this
 * process ends.
 */
public final class Nginx implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(10);

  private static final String FILES =
      """
      daemon off;
      pid %1$s/nginx.pid;
      error_log %1$s/error.log;
      worker_processes auto;
      %2$s
      events { worker_connections 4096; }
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        default_type application/json;
        sendfile on;
        tcp_nopush on;
        keepalive_requests 1000000000;
        open_file_cache max=20000 inactive=1h;
        open_file_cache_valid 1h;
        server { listen 127.0.0.1:%3$d; root %1$s/files; }
      }
      """;

  /** Every message is kept for every subscriber, in memory that suffices for a round. */
  private static final String STREAMS =
      """
      load_module %4$s;
      daemon off;
      pid %1$s/nginx.pid;
      error_log %1$s/error.log;
      worker_processes %5$d;
      worker_rlimit_nofile 20000;
      %2$s
      events { worker_connections 15000; }
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        keepalive_requests 1000000000;
        keepalive_timeout 1h;
        nchan_shared_memory_size 1024m;
        server {
          listen 127.0.0.1:%3$d backlog=4096;
          location ~ ^/publish/(.+)$ {
            nchan_publisher;
            nchan_channel_id $1;
            nchan_message_buffer_length 1000;
            nchan_message_timeout 2m;
          }
          location ~ ^/stream/(.+)$ {
            nchan_subscriber eventsource;
            nchan_channel_id $1;
            nchan_eventsource_ping_interval 15;
            nchan_eventsource_ping_comment heartbeat;
          }
        }
      }
      """;

  private final Path directory;
  private final int port = Ports.free();
  private final Process process;

  /** Starts it in a directory of its own. */
  public Nginx(Path directory) throws IOException, InterruptedException {
    this(directory, FILES);
  }

  private Nginx(Path directory, String form) throws IOException, InterruptedException {
    Path program = require();
    this.directory = directory.toAbsolutePath();
    Files.createDirectories(this.directory.resolve("files"));
    // Its workers would run as a user who may not read here.
    String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
    Path settings = this.directory.resolve("nginx.conf");
    Files.writeString(settings, form.formatted(this.directory, user, port));
    // Its standard input ends with this process, however that ends.
    process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "trap '' INT; \"$@\" </dev/null & cat >/dev/null; kill $!; wait",
                "sh",
                program.toString(),
                "-e",
                this.directory.resolve("error.log").toString(),
                "-c",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(this.directory.resolve("nginx.out").toFile())
            .start();
    awaitReady();
  }

  /** Where it is; fails with the package that has it where it is missing. */
  public static Path require() {
    return Command.find("nginx", "nginx-light");
  }

  /**
   * Starts one that streams what is posted to {@code /publish/CHANNEL} to who asks for {@code
   * /stream/CHANNEL} (nchan).
   *
   * @param workers how many processes serve
   */
  public static Nginx withStreams(Path directory, int workers)
      throws IOException, InterruptedException {
    Path module =
        Stream.of("/usr/lib/nginx/modules", "/usr/share/nginx/modules")
            .map(place -> Path.of(place, "ngx_nchan_module.so"))
            .filter(Files::isReadable)
            .findFirst()
            .orElseThrow(
                () ->
                    new RowFailedException(
                        "nchan is not installed; on Debian: apt install libnginx-mod-nchan"));
    return new Nginx(
        directory,
        STREAMS.replace("%4$s", module.toString()).replace("%5$d", Integer.toString(workers)));
  }

  /** Its processes. */
  public List<Long> pids() {
    return process
        .descendants()
        .filter(one -> one.info().command().map(path -> path.endsWith("nginx")).orElse(false))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** Where it listens on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Serves these bytes at a path. */
  public void put(String path, byte[] bytes) throws IOException {
    Path file = directory.resolve("files").resolve(path.substring(1));
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, bytes);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException e) {
      // It is stopped below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<ProcessHandle> family = process.descendants().toList();
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (Ports.isFree(port)) {
      if (System.nanoTime() - deadline > 0) {
        close();
        throw new RowFailedException(
            "nginx does not answer: " + Files.readString(directory.resolve("nginx.out")));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
