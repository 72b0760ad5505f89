import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.*;

/** ORDERWIRE_WEBHOOK_SECRET=whsec_… java -cp standardwebhooks-1.1.1.jar Receive.java 9000 inbox, with JDK 17 */
class Receive {
  public static void main(String[] args) throws IOException {
    Webhook webhook = new Webhook(System.getenv("ORDERWIRE_WEBHOOK_SECRET"));
    Path inbox = Files.createDirectories(Path.of(args[1]));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 0);
    server.createContext("/", exchange -> { // one request at a time; TLS is the reverse proxy's in front of it
      String body = new String(exchange.getRequestBody().readAllBytes(), "UTF-8");
      try {
        webhook.verify(body, exchange.getRequestHeaders()); // over the bytes as they came, never over JSON made anew
        String answer = receive(inbox, exchange.getRequestHeaders().getFirst("webhook-id"), body);
        exchange.sendResponseHeaders(answer.isEmpty() ? 204 : 200, answer.isEmpty() ? -1 : answer.length());
        if (!answer.isEmpty()) exchange.getResponseBody().write(answer.getBytes("UTF-8"));
      } catch (WebhookVerificationException e) {
        exchange.sendResponseHeaders(401, -1);
      }
      exchange.close();
    });
    server.start();
  }

  /** Each item becomes a file named by its webhook-id, so a repeat finds it. With a database: a primary key. */
  static String receive(Path inbox, String id, String body) throws IOException { // throws: no answer, it comes again
    if (id.startsWith("msg_")) // no item: a verification, a test, a notice
      return body.contains("\"challenge\"") ? body.replaceAll("(?s).*(\"challenge\":\\s*\"[\\w-]+\").*", "{$1}") : "";
    if (Files.exists(inbox.resolve(id))) return "";
    Path fresh = Files.writeString(Files.createTempFile(inbox, ".new", ""), body, StandardOpenOption.DSYNC);
    Files.move(fresh, inbox.resolve(id), StandardCopyOption.ATOMIC_MOVE); // all or nothing
    System.out.println(body); // here goes your own code, or better another program that works the inbox off
    return "";
  }
}
