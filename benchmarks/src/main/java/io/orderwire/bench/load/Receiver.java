package io.orderwire.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A bare receiver of webhooks: takes every request with 204, and counts. It does as little as it
 * can beside that, so that it is not what is measured. What comes under {@code /dead/} is counted
 * apart, and never answered.
 *
 * <p>Under {@code /control/} it is told to {@code reset}, and tells {@code counts} and a {@code
 * sample}. Argument: the port.
 */
public final class Receiver {
  private static final byte[] TAKEN = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] NOTHING = {};
  private static final String DEAD = "/dead/";
  private static final int BACKLOG = 4_096;

  private final Tally tally = new Tally();

  private Receiver() {}

  /** Serves until the process ends. */
  public static void main(String[] args) throws IOException {
    Receiver receiver = new Receiver();
    try (ServerSocket server =
        new ServerSocket(Integer.parseInt(args[0]), BACKLOG, InetAddress.getLoopbackAddress())) {
      while (true) {
        Socket socket = server.accept();
        Thread.startVirtualThread(() -> receiver.serve(socket));
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      Requests requests = new Requests(socket.getInputStream());
      for (Request request = requests.next(); request != null; request = requests.next()) {
        out.write(answer(request));
      }
    } catch (IOException e) {
      // The other side is gone, and with it all that it wants to know.
    }
  }

  private byte[] answer(Request request) {
    String path = request.path();
    if (path.startsWith("/control/")) {
      return switch (path) {
        case "/control/reset" -> {
          tally.reset();
          yield ok("{}");
        }
        case "/control/counts" -> ok(tally.json());
        default -> ok(tally.sample());
      };
    }
    String id = request.header("webhook-id");
    if (id.startsWith("msg_")) {
      return ok(echo(request.body()));
    }
    if (path.startsWith(DEAD)) {
      tally.addDead();
      return NOTHING;
    }
    tally.add(request, id);
    return TAKEN;
  }

  /** What a handshake wants to see; an empty object for other messages. */
  static String echo(String message) {
    String name = "\"challenge\":\"";
    int at = message.indexOf(name);
    if (at < 0) {
      return "{}";
    }
    int end = message.indexOf('"', at + name.length());
    return "{" + message.substring(at, end + 1) + "}";
  }

  private static byte[] ok(String body) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.getBytes(ISO_8859_1).length
            + "\r\n\r\n"
            + body)
        .getBytes(ISO_8859_1);
  }
}
