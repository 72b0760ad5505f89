package io.orderwire.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OAuth 2.0 issuer in this process: real keys, its configuration and its key set over HTTP, and
 * tokens of any content. It can roll its keys over, and be away. Made with the JDK alone, so that
 * it shares no code with what checks its tokens. Safe for many threads.
 */
public final class StubIssuer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int ED25519_BYTES = 32;
  private static final int P256_BYTES = 32;
  private static final int RSA_BITS = 2048;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(StubIssuer::daemon);
  private final List<Signer> published = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean available = true;

  private StubIssuer(HttpServer server) {
    this.server = server;
  }

  /**
   * A key of the issuer.
   *
   * @param kid its name
   * @param alg RS256, ES256 or EdDSA
   * @param jwk its public part, as in the key set
   */
  public record Signer(String kid, String alg, PrivateKey secret, Map<String, Object> jwk) {
    /** Makes the members unmodifiable. */
    public Signer {
      jwk = Collections.unmodifiableMap(new TreeMap<>(jwk));
    }

    @Override
    public String toString() {
      return "Signer[" + kid + ", " + alg + "]";
    }
  }

  /** Starts on a free port of the loopback interface, without keys. */
  public static StubIssuer start() {
    return start(0);
  }

  /** Starts on a port of the loopback interface; 0 is a free one. */
  public static StubIssuer start(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      StubIssuer issuer = new StubIssuer(server);
      server.createContext("/", issuer::handle);
      server.setExecutor(issuer.threads);
      server.start();
      return issuer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The issuer's name and address. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Makes a key, and publishes it beside those that are. */
  public Signer addKey(String kid, String alg) {
    Signer key = newKey(kid, alg);
    published.add(key);
    return key;
  }

  /** Publishes these keys and no others. */
  public void publish(Signer... keys) {
    published.clear();
    published.addAll(Arrays.asList(keys));
  }

  /** Whether it answers; if not, connections are closed without a word. */
  public void setAvailable(boolean available) {
    this.available = available;
  }

  /** How often its keys were asked for. */
  public int asked() {
    return asked.get();
  }

  /** Makes a key that is not published. */
  public static Signer newKey(String kid, String alg) {
    try {
      KeyPair pair = pair(alg);
      Map<String, Object> jwk = new TreeMap<>(publicPart(alg, pair));
      jwk.put("kid", kid);
      jwk.put("alg", alg);
      jwk.put("use", "sig");
      return new Signer(kid, alg, pair.getPrivate(), jwk);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair(String alg) throws GeneralSecurityException {
    KeyPairGenerator generator;
    switch (alg) {
      case "RS256" -> {
        generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
      }
      case "ES256" -> {
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      case "EdDSA" -> generator = KeyPairGenerator.getInstance("Ed25519");
      default -> throw new IllegalArgumentException(alg);
    }
    return generator.generateKeyPair();
  }

  private static Map<String, Object> publicPart(String alg, KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    return switch (alg) {
      case "RS256" -> {
        RSAPublicKey rsa = (RSAPublicKey) pair.getPublic();
        yield Map.of(
            "kty", "RSA",
            "n", BASE64.encodeToString(unsigned(rsa.getModulus().toByteArray())),
            "e", BASE64.encodeToString(unsigned(rsa.getPublicExponent().toByteArray())));
      }
      case "ES256" -> {
        ECPublicKey ec = (ECPublicKey) pair.getPublic();
        yield Map.of(
            "kty",
            "EC",
            "crv",
            "P-256",
            "x",
            BASE64.encodeToString(padded(ec.getW().getAffineX().toByteArray())),
            "y",
            BASE64.encodeToString(padded(ec.getW().getAffineY().toByteArray())));
      }
      default ->
          Map.of(
              "kty", "OKP",
              "crv", "Ed25519",
              "x",
                  BASE64.encodeToString(
                      Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length)));
    };
  }

  private static byte[] unsigned(byte[] number) {
    return number.length > 1 && number[0] == 0
        ? Arrays.copyOfRange(number, 1, number.length)
        : number;
  }

  private static byte[] padded(byte[] number) {
    byte[] from = unsigned(number);
    byte[] to = new byte[P256_BYTES];
    System.arraycopy(from, 0, to, P256_BYTES - from.length, from.length);
    return to;
  }

  /** A token with these claims, signed with a key as an issuer does. */
  public static String token(Signer key, Map<String, ?> claims) {
    return token(Map.of("alg", key.alg(), "kid", key.kid(), "typ", "at+jwt"), claims, key);
  }

  /** A token with any header. */
  public static String token(Map<String, ?> header, Map<String, ?> claims, Signer key) {
    return signed(json(header), json(claims), key);
  }

  /** A token of any text, signed with a key. */
  public static String signed(String header, String payload, Signer key) {
    String input = base64(header) + "." + base64(payload);
    try {
      Signature signature =
          Signature.getInstance(
              switch (key.alg()) {
                case "RS256" -> "SHA256withRSA";
                case "ES256" -> "SHA256withECDSAinP1363Format";
                default -> "Ed25519";
              });
      signature.initSign(key.secret());
      signature.update(input.getBytes(UTF_8));
      return input + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key set of these keys. */
  public static String keySet(Signer... keys) {
    return json(Map.of("keys", Arrays.stream(keys).map(Signer::jwk).toList()));
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(UTF_8));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!available) {
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/.well-known/openid-configuration" ->
            answer(exchange, json(Map.of("issuer", url(), "jwks_uri", url() + "/keys")));
        case "/keys" -> {
          asked.incrementAndGet();
          answer(exchange, keySet(published.toArray(new Signer[0])));
        }
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "stub-issuer");
    thread.setDaemon(true);
    return thread;
  }
}
