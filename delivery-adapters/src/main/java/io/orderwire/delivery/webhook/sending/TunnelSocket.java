package io.orderwire.delivery.webhook.sending;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A socket that connects to the egress proxy and, through it, to what the rules allow. Once it is
 * connected, its streams are the endpoint's. It takes the place of {@link CheckedSocket}.
 *
 * <p>Of the proxy's answer only the head is read, byte by byte: what follows it is the endpoint's.
 */
final class TunnelSocket extends Socket {
  /** The most bytes of the heads with which a proxy answers. */
  static final int MOST_HEAD = 8_192;

  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[0-9] ([1-9][0-9]{2})(?: [^\\n]*)?\\r?\\n.*", Pattern.DOTALL);

  private final Tunnels tunnels;
  private volatile @Nullable Socket encrypted;

  TunnelSocket(Tunnels tunnels) {
    super(Proxy.NO_PROXY);
    this.tunnels = tunnels;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  /**
   * Connects to the proxy, and through it.
   *
   * @param timeoutMillis for both together; zero for no bound
   * @throws ProxyException if the proxy gives no connection
   * @throws SocketTimeoutException if it does not answer in time
   */
  @Override
  public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
    String authority = tunnels.authority(endpoint);
    int own = getSoTimeout();
    Deadline deadline =
        new Deadline(Duration.ofMillis(timeoutMillis == 0 ? Integer.MAX_VALUE : timeoutMillis));
    connectToProxy(deadline);
    try {
      setSoTimeout(millis(deadline));
      Socket connected = tunnels.encrypted(this);
      int status = ask(connected, tunnels.request(authority), deadline);
      if (status < 200 || status > 299) {
        throw new ProxyException("it answers CONNECT " + authority + " with " + status);
      }
      encrypted = connected == this ? null : connected;
    } catch (ProxyException | SocketTimeoutException known) {
      throw known;
    } catch (IOException lost) {
      throw new ProxyException("its connection failed", lost);
    }
    setSoTimeout(own);
  }

  private void connectToProxy(Deadline deadline) throws ProxyException {
    try {
      super.connect(tunnels.proxyAddress(deadline.remaining()), millis(deadline));
    } catch (IOException failed) {
      tunnels.takeNextAddress();
      throw new ProxyException("it cannot be connected to", failed);
    }
  }

  private int ask(Socket connected, String request, Deadline deadline) throws IOException {
    OutputStream out = connected.getOutputStream();
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    int left = MOST_HEAD;
    while (true) {
      String head = head(connected.getInputStream(), left, deadline);
      Matcher line = STATUS_LINE.matcher(head);
      if (!line.matches()) {
        throw new ProxyException("what it answers CONNECT with is no HTTP");
      }
      int status = Integer.parseInt(line.group(1));
      if (status >= 200) {
        return status;
      }
      left -= head.length();
    }
  }

  /** To the empty line, which is the head's end. */
  private String head(InputStream in, int most, Deadline deadline) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    boolean lineIsEmpty = false;
    while (true) {
      if (head.size() == most) {
        throw new ProxyException("the head of its answer to CONNECT is too large");
      }
      setSoTimeout(millis(deadline));
      int next = in.read();
      if (next < 0) {
        throw new EOFException("closed before the end of the answer");
      }
      head.write(next);
      if (next == '\n' && lineIsEmpty) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
      lineIsEmpty = next == '\n' || (next == '\r' && lineIsEmpty);
    }
  }

  private static int millis(Deadline deadline) throws SocketTimeoutException {
    Duration remaining = deadline.remaining();
    if (remaining.isZero()) {
      throw new SocketTimeoutException("no tunnel in time");
    }
    return (int) Math.max(1, remaining.toMillis());
  }

  @Override
  public InputStream getInputStream() throws IOException {
    Socket over = encrypted;
    return over == null ? super.getInputStream() : over.getInputStream();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    Socket over = encrypted;
    return over == null ? super.getOutputStream() : over.getOutputStream();
  }
}
