package io.orderwire.delivery.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Secret;
import io.orderwire.delivery.webhook.Status;
import java.net.URI;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SignerTest {
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant THEN = Instant.ofEpochSecond(1_614_265_330);
  private static final String BODY = "{\"test\": 2432232314}";
  private static final WebhookSecret KNOWN =
      WebhookSecret.parse(
          "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
          "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==");
  private static final String KNOWN_V1 = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String KNOWN_V1A =
      "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";

  private final SecureRandom random = new SecureRandom();
  private final SecretVault vault =
      SecretVault.of(List.of(Base64.getEncoder().encodeToString(new byte[32])), random);

  @Test
  void the_known_message_has_the_known_signatures() {
    assertThat(Signer.of(KNOWN, false).sign(ID, THEN, BODY.getBytes(UTF_8))).isEqualTo(KNOWN_V1);
    assertThat(Signer.of(KNOWN, true).sign(ID, THEN, BODY.getBytes(UTF_8)))
        .isEqualTo(KNOWN_V1 + " " + KNOWN_V1A);
  }

  @Test
  void a_fraction_of_a_second_does_not_count() {
    assertThat(Signer.of(KNOWN, false).headers(ID, THEN.plusMillis(999), BODY.getBytes(UTF_8)))
        .isEqualTo(
            Map.of(
                "webhook-id", ID,
                "webhook-timestamp", "1614265330",
                "webhook-signature", KNOWN_V1));
  }

  @Test
  void the_reference_library_verifies_what_is_signed() throws Exception {
    Instant now = Instant.now();
    WebhookSecret secret = WebhookSecret.generate(random);
    Signer signer = Signer.of(secret, true);
    String body = "{\"name\":\"Zoë \\\"😀\\\"\"}";
    var headers = received(signer.headers("msg_1~msg_2", now, body.getBytes(UTF_8)));
    Webhook receiver = new Webhook(secret.hmacText());
    receiver.verify(body, headers);
    refused(receiver, body.replace("Zoë", "Zoe"), headers);
    refused(new Webhook(WebhookSecret.generate(random).hmacText()), body, headers);
  }

  @Test
  void the_reference_library_refuses_an_old_timestamp_and_another_id() {
    Instant now = Instant.now();
    WebhookSecret secret = WebhookSecret.generate(random);
    Signer signer = Signer.of(secret, false);
    Webhook receiver = new Webhook(secret.hmacText());
    Instant old = now.minus(Duration.ofMinutes(6));
    refused(receiver, BODY, received(signer.headers(ID, old, BODY.getBytes(UTF_8))));
    var renamed = received(signer.headers(ID, now, BODY.getBytes(UTF_8)));
    renamed.put("webhook-id", List.of("msg_other"));
    refused(receiver, BODY, renamed);
    var retimed = received(signer.headers(ID, old, BODY.getBytes(UTF_8)));
    retimed.put("webhook-timestamp", List.of(Long.toString(now.getEpochSecond())));
    refused(receiver, BODY, retimed);
  }

  @Test
  void during_a_rotation_receivers_with_either_secret_verify() throws Exception {
    Instant now = Instant.now();
    WebhookSecret current = WebhookSecret.generate(random);
    WebhookSecret former = WebhookSecret.generate(random);
    Signer signer = Signer.of(endpoint(now, current, former, now.plusSeconds(60)), vault);
    var headers = received(signer.headers(ID, now, BODY.getBytes(UTF_8)));
    new Webhook(current.hmacText()).verify(BODY, headers);
    new Webhook(former.hmacText()).verify(BODY, headers);
    List<String> signatures = signatures(headers);
    assertThat(signatures).hasSize(4);
    byte[] signed = (ID + "." + now.getEpochSecond() + "." + BODY).getBytes(UTF_8);
    assertThat(verifies(current.publicText(), signed, signatures.get(2))).isTrue();
    assertThat(verifies(former.publicText(), signed, signatures.get(3))).isTrue();
    assertThat(verifies(former.publicText(), signed, signatures.get(2))).isFalse();
  }

  @Test
  void after_the_overlap_only_the_current_secret_signs() throws Exception {
    Instant now = Instant.now();
    WebhookSecret current = WebhookSecret.generate(random);
    WebhookSecret former = WebhookSecret.generate(random);
    Signer signer = Signer.of(endpoint(now, current, former, now), vault);
    var headers = received(signer.headers(ID, now, BODY.getBytes(UTF_8)));
    new Webhook(current.hmacText()).verify(BODY, headers);
    refused(new Webhook(former.hmacText()), BODY, headers);
    assertThat(signatures(headers)).hasSize(2);
  }

  @Test
  void an_id_that_would_make_the_signed_text_ambiguous_is_refused() {
    assertThatThrownBy(() -> Signer.of(KNOWN, false).sign("a.1", THEN, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void many_threads_sign_alike() throws Exception {
    Signer signer = Signer.of(KNOWN, true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> signatures =
          IntStream.range(0, 500)
              .mapToObj(i -> threads.submit(() -> signer.sign(ID, THEN, BODY.getBytes(UTF_8))))
              .toList();
      for (Future<String> signature : signatures) {
        assertThat(signature.get()).isEqualTo(KNOWN_V1 + " " + KNOWN_V1A);
      }
    }
  }

  private static void refused(Webhook receiver, String body, Map<String, List<String>> headers) {
    assertThatThrownBy(() -> receiver.verify(body, headers))
        .isInstanceOf(WebhookVerificationException.class);
  }

  private static Map<String, List<String>> received(Map<String, String> headers) {
    Map<String, List<String>> received = new TreeMap<>();
    headers.forEach((name, value) -> received.put(name, List.of(value)));
    return received;
  }

  private static List<String> signatures(Map<String, List<String>> headers) {
    List<String> values = headers.getOrDefault("webhook-signature", List.of());
    return List.of(String.join(" ", values).split(" ", -1));
  }

  private static boolean verifies(String publicText, byte[] signed, String signature)
      throws Exception {
    assertThat(signature).startsWith("v1a,");
    byte[] point = Base64.getDecoder().decode(publicText.substring("whpk_".length()));
    byte[] encoded =
        HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(point));
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    verifier.update(signed);
    return verifier.verify(Base64.getDecoder().decode(signature.substring(4)));
  }

  private Endpoint endpoint(
      Instant now, WebhookSecret current, WebhookSecret former, Instant formerExpires) {
    Secret old = vault.seal("acme", "we_1", former, now.minusSeconds(60));
    return new Endpoint(
        "acme",
        "we_1",
        new Definition(
            URI.create("https://acme.example/hooks"),
            Optional.empty(),
            Set.of(),
            Order.PARTNER,
            Format.FULL,
            Optional.empty(),
            Limits.DEFAULT,
            Definition.OnExhausted.SUSPEND,
            Definition.Handshake.CHALLENGE,
            true),
        Status.of(Status.State.ACTIVE, now),
        List.of(
            vault.seal("acme", "we_1", current, now),
            new Secret(old.sealed(), old.publicKey(), old.createdAt(), Optional.of(formerExpires))),
        Position.START,
        Optional.empty(),
        Optional.empty(),
        1,
        now,
        now);
  }
}
