package io.orderwire.delivery.webhook.sending;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;

/**
 * A partner's server on loopback that does as it is told, byte by byte. Each connection is served
 * by a thread of its own; the script is run for each request on it, and the connection is closed
 * when it says so or fails.
 */
public final class ScriptedReceiver implements AutoCloseable {
  private final ServerSocket server;
  private final Script script;
  private final String scheme;
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<Received> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ScriptedReceiver(ServerSocket server, String scheme, Script script) {
    this.server = server;
    this.scheme = scheme;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  /** A receiver over plain TCP. */
  public static ScriptedReceiver start(Script script) throws IOException {
    return new ScriptedReceiver(
        new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), "http", script);
  }

  /** A receiver over TLS. */
  public static ScriptedReceiver start(SSLServerSocketFactory tls, Script script)
      throws IOException {
    return new ScriptedReceiver(
        tls.createServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), "https", script);
  }

  /** A receiver over TLS that demands a certificate of the other side. */
  public static ScriptedReceiver demanding(SSLServerSocketFactory tls, Script script)
      throws IOException {
    SSLServerSocket server =
        (SSLServerSocket) tls.createServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(true);
    return new ScriptedReceiver(server, "https", script);
  }

  /** What it does with a request. */
  @FunctionalInterface
  public interface Script {
    /**
     * Answers a request.
     *
     * @return whether the connection is kept for another one
     */
    boolean answer(Exchange exchange) throws IOException, InterruptedException;
  }

  /**
   * A request.
   *
   * @param head its request line and fields, as sent
   */
  public record Received(String head, byte[] body) {
    /** The value of a field; empty if it is not there. */
    public String header(String name) {
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst()
          .orElse("");
    }
  }

  /** A request and the way back. */
  public final class Exchange {
    private final Received request;
    private final Socket socket;

    private Exchange(Received request, Socket socket) {
      this.request = request;
      this.socket = socket;
    }

    /** What was asked. */
    public Received request() {
      return request;
    }

    /** Sends text as ISO 8859-1; line feeds become CR and LF. */
    public void send(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Sends a whole answer with a body. */
    public boolean reply(int status, String fields, String body) throws IOException {
      send(
          "HTTP/1.1 %d Status\nContent-Length: %d\n%s\n".formatted(status, body.length(), fields)
              + body);
      return true;
    }

    /** Says nothing until the receiver is closed. */
    public boolean keepSilent() throws InterruptedException {
      closed.await();
      return false;
    }

    /** Sends a text again and again, with pauses that are shorter than any timeout. */
    public boolean drip(String text) throws IOException, InterruptedException {
      return drip(text, new AtomicInteger());
    }

    /** The same, and counts. */
    public boolean drip(String text, AtomicInteger sent) throws IOException, InterruptedException {
      while (!closed.await(20, TimeUnit.MILLISECONDS)) {
        send(text);
        sent.incrementAndGet();
      }
      return false;
    }

    /** Does what a proxy does: says that there is a tunnel, and is it until either side ends. */
    public boolean tunnel(int port) throws IOException, InterruptedException {
      try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
        open.add(target);
        send("HTTP/1.1 200 Connection established\nContent-Length: 5\n\n");
        Thread back = Thread.ofVirtual().start(() -> copy(target, socket));
        copy(socket, target);
        back.join();
        return false;
      }
    }

    private void copy(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException ended) {
        open.remove(from);
      }
    }

    /** The name that the other side's TLS asks for (SNI). */
    public String serverName() {
      ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
      return session.getRequestedServerNames().stream()
          .map(name -> ((SNIHostName) name).getAsciiName())
          .collect(Collectors.joining());
    }

    /** Resets the connection. */
    public boolean reset() throws IOException {
      socket.setSoLinger(true, 0);
      return false;
    }
  }

  /** Where it can be reached. */
  public URI url(String path) {
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** Its port. */
  public int port() {
    return server.getLocalPort();
  }

  /** How many connections were opened to it. */
  public int accepted() {
    return accepted.get();
  }

  /** All requests, in the order in which they were complete. */
  public List<Received> requests() {
    return List.copyOf(requests);
  }

  /** Closes the connections that are open, as a server does that has had enough of them. */
  public void closeConnections() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    closeConnections();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException end) {
      closed.countDown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      boolean kept = true;
      while (kept) {
        Received request = read(socket.getInputStream());
        requests.add(request);
        kept = script.answer(new Exchange(request, socket));
      }
    } catch (IOException gone) {
      open.remove(socket);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Received read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no more requests");
      }
      head.write(next);
    }
    Received begin =
        new Received(head.toString(StandardCharsets.ISO_8859_1).replace("\r\n", "\n"), new byte[0]);
    String length = begin.header("content-length");
    return new Received(
        begin.head(), length.isEmpty() ? begin.body() : in.readNBytes(Integer.parseInt(length)));
  }
}
