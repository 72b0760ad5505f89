package io.orderwire.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.embedded.RegistrySecurity.Right;
import io.orderwire.embedded.RegistrySecurity.User;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry with logins and TLS says to whom, and what it shows. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecureRegistryIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String API = "/apis/ccompat/v7";
  private static final String SCHEMA = "{\"schema\":\"\\\"string\\\"\"}";
  private static final User READER = new User("data-reader", "r".repeat(43), Right.READ);
  private static final User WRITER = new User("processor", "w".repeat(43), Right.REGISTER);
  private static final User ADMIN = new User("admin", "a".repeat(43), Right.ALL);

  @TempDir private static Path directory;

  private static LocalAuthority authority;
  private static EmbeddedRegistry registry;
  private static HttpClient client;
  private static int port;
  private static int managementPort;

  @BeforeAll
  static void start() {
    authority = LocalAuthority.in(directory.resolve("authority"));
    port = Ports.free();
    managementPort = Ports.free();
    registry =
        EmbeddedRegistry.builder()
            .dataDir(directory.resolve("registry"))
            .port(port)
            .managementPort(managementPort)
            .security(
                new RegistrySecurity(authority.issue("services"), List.of(READER, WRITER, ADMIN)))
            .build()
            .start();
    client = HttpClient.newBuilder().sslContext(PemTrust.of(authority.certificate())).build();
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  static Stream<String> addresses() {
    return Stream.of(
        "GET " + API + "/subjects",
        "GET " + API + "/schemas/ids/1",
        "GET " + API + "/config",
        "POST " + API + "/subjects/a-value/versions",
        "POST " + API + "/subjects/a-value",
        "PUT " + API + "/config/a-value",
        "DELETE " + API + "/subjects/a-value",
        "GET /apis/registry/v3/groups/default/artifacts",
        "POST /apis/registry/v3/groups/default/artifacts",
        "GET /apis/registry/v3/system/info",
        "GET /apis/registry/v2/search/artifacts",
        "POST /apis/registry/v2/groups/default/artifacts",
        "GET /apis//ccompat/v7/subjects",
        "GET /apis/ccompat/v6/subjects",
        "GET /apis/ccompat/v8/subjects",
        "GET /apis/%63compat/v7/subjects",
        "GET /apis/registry/v3/../../ccompat/v7/subjects",
        "GET /",
        "GET /apis");
  }

  @ParameterizedTest
  @MethodSource("addresses")
  @Order(1)
  void nothing_is_answered_without_a_login(String address) throws Exception {
    HttpResponse<String> answer = send(address, Optional.empty());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).startsWithIgnoringCase("basic"));
    assertThat(answer.body()).isEmpty();
  }

  static Stream<String> strangeLogins() {
    return Stream.of(
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic ====",
        "Basic " + base64("data-reader"),
        "Basic " + base64(":"),
        "Basic " + base64("data-reader:"),
        "Basic " + base64(":" + READER.password()),
        "Basic " + base64("data-reader:" + "x".repeat(43)),
        "Basic " + base64("data-reader:" + WRITER.password()),
        "Basic " + base64("data-reader:" + READER.password() + "r"),
        "Basic " + base64("data-reader:" + READER.password().substring(1)),
        "Basic " + base64("DATA-READER:" + READER.password()),
        "Basic " + base64("nobody:" + READER.password()),
        "Basic " + base64("data-reader:" + "r".repeat(4_000)),
        "Basic " + base64("d\u00e4ta-r\u00ebader:\u2615\ud83d\ude80"),
        "Basic " + base64("data-reader:" + READER.password() + "\0"),
        "Basic " + Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, ':', (byte) 0xfe}),
        "Basic " + base64(READER.login()).substring(4),
        "Bearer " + READER.password(),
        "Bearer " + base64(READER.login()),
        "Digest username=\"data-reader\"",
        base64(READER.login()));
  }

  @ParameterizedTest
  @MethodSource("strangeLogins")
  @Order(1)
  void no_other_login_opens(String authorization) throws Exception {
    for (String address :
        List.of("GET " + API + "/subjects", "POST " + API + "/subjects/b/versions")) {
      HttpResponse<String> answer = send(address, Optional.of(authorization));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }
  }

  @Test
  @Order(1)
  void a_header_that_is_too_large_is_refused() throws Exception {
    Optional<String> huge = Optional.of("Basic " + "A".repeat(100_000));
    try {
      assertThat(send("GET " + API + "/subjects", huge).statusCode()).isEqualTo(431);
    } catch (IOException closed) { // while it was sent
      assertThat(send("GET " + API + "/subjects", READER).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Order(2)
  void who_may_register_does_and_deletes_nothing() throws Exception {
    assertThat(send("POST " + API + "/subjects/a-value/versions", WRITER).statusCode())
        .isEqualTo(200);
    assertThat(
            send("PUT " + API + "/config/a-value", WRITER, "{\"compatibility\":\"FULL\"}")
                .statusCode())
        .isEqualTo(200);

    for (String address :
        List.of(
            "DELETE " + API + "/subjects/a-value",
            "DELETE " + API + "/subjects/a-value/versions/1",
            "DELETE " + API + "/config/a-value",
            "PUT " + API + "/config",
            "DELETE /apis/registry/v3/groups/default/artifacts/a-value",
            "POST /apis/registry/v3/groups/default/artifacts",
            "GET /apis/registry/v3/groups/default/artifacts")) {
      assertThat(send(address, WRITER, "{\"compatibility\":\"NONE\"}").statusCode())
          .as(address)
          .isEqualTo(403);
    }
  }

  @Test
  @Order(3)
  void who_reads_reads_all_and_asks_and_writes_nothing() throws Exception {
    for (String address :
        List.of(
            "GET " + API + "/subjects",
            "GET " + API + "/subjects/a-value/versions/latest",
            "GET " + API + "/schemas/ids/1",
            "GET " + API + "/config/a-value",
            "POST " + API + "/subjects/a-value",
            "POST " + API + "/compatibility/subjects/a-value/versions/latest")) {
      assertThat(send(address, READER).statusCode()).as(address).isEqualTo(200);
    }
    HttpResponse<String> refused = send("POST " + API + "/subjects/a-value/versions", READER);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).contains("json"));
    assertThat(refused.body()).contains("\"error_code\"").contains("\"message\"");
    for (String address :
        List.of(
            "POST " + API + "/subjects/b-value/versions",
            "PUT " + API + "/config/a-value",
            "PUT " + API + "/config",
            "PUT " + API + "/mode",
            "DELETE " + API + "/subjects/a-value",
            "POST /apis/registry/v3/groups/default/artifacts",
            "POST /apis/registry/v2/groups/default/artifacts",
            "GET /apis/registry/v3/admin/export")) {
      assertThat(send(address, READER).statusCode()).as(address).isEqualTo(403);
    }
    assertThat(send("GET " + API + "/subjects", READER).body()).isEqualTo("[\"a-value\"]");
  }

  @Test
  @Order(4)
  void who_may_everything_deletes() throws Exception {
    assertThat(send("DELETE " + API + "/subjects/a-value", ADMIN).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic ", "BASIC ", "bAsIc "})
  @Order(4)
  void the_scheme_is_known_in_any_case(String scheme) throws Exception {
    assertThat(
            send("GET " + API + "/subjects", Optional.of(scheme + base64(READER.login())))
                .statusCode())
        .isEqualTo(200);
  }

  /** Files as an authority's client writes them: one after the other. */
  @Test
  @Order(5)
  void a_renewed_certificate_is_served_without_a_restart_and_a_bad_one_is_not() throws Exception {
    LocalAuthority.Issued own = authority.issuedTo("services");
    Certificate renewed = first(authority.issue("services").certificate());
    for (int one : List.of(port, managementPort)) {
      untilServed(one, renewed);
    }

    Files.copy(authority.issue("other").key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
    Path log = directory.resolve("registry/registry.log");
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(Files.readString(log, ISO_8859_1))
                    .containsPattern("ERROR.*is not served, and the former certificate stays"));
    assertThat(served(port)).isEqualTo(renewed);

    Certificate again = first(authority.issue("services").certificate());
    untilServed(port, again);
    assertThat(send("GET " + API + "/subjects", READER).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(6)
  void no_password_is_in_its_files_and_they_are_their_owner_s() throws Exception {
    Path own = directory.resolve("registry");
    for (String name : List.of("registry.properties", "served.p12")) {
      assertThat(Files.getPosixFilePermissions(own.resolve(name)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    String line = Files.readString(Path.of("/proc", Long.toString(registry.pid()), "cmdline"));
    for (User user : List.of(READER, WRITER, ADMIN)) {
      assertThat(line).doesNotContain(user.password());
      assertThat(user.toString()).doesNotContain(user.password());
      assertThat(new RegistrySecurity(authority.issuedTo("services"), List.of(user)).toString())
          .doesNotContain(user.password());
      for (String name : List.of("registry.properties", "registry.log")) {
        assertThat(Files.readString(own.resolve(name), ISO_8859_1))
            .doesNotContain(user.password())
            .doesNotContain(base64(user.login()));
      }
    }
  }

  private static HttpResponse<String> send(String address, User user) throws Exception {
    return send(address, user, SCHEMA);
  }

  private static HttpResponse<String> send(String address, User user, String body)
      throws Exception {
    return send(address, Optional.of("Basic " + base64(user.login())), body);
  }

  private static HttpResponse<String> send(String address, Optional<String> authorization)
      throws Exception {
    return send(address, authorization, SCHEMA);
  }

  private static HttpResponse<String> send(
      String address, Optional<String> authorization, String body) throws Exception {
    String[] parts = address.split(" ", -1);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + parts[1]))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(
                parts[0],
                parts[0].startsWith("P") ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
    authorization.ifPresent(value -> request.header("Authorization", value));
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** A handshake in the very moment of the change may be broken off. */
  private static void untilServed(int of, Certificate expected) {
    await("port " + of)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(served(of)).isEqualTo(expected));
  }

  private static Certificate served(int of) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            PemTrust.of(authority.certificate()).getSocketFactory().createSocket("127.0.0.1", of)) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private static Certificate first(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).iterator().next();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
