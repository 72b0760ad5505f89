package io.orderwire.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.delivery.webhook.signing.Signer;
import io.orderwire.delivery.webhook.signing.WebhookSecret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The fields of a signed request; beside it the bare MAC over as many bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SignatureMicro {
  private static final int KEY = 32;
  private static final String ID = "msg_AQAAAAAAAAAAAAABK9c1Vv0x1Tqh";

  private final Orders<byte[]> bodies = Orders.json();
  private final Signer signer = Signer.of(WebhookSecret.generate(new SecureRandom()), false);
  private final byte[] head = (ID + ".1790000000.").getBytes(UTF_8);
  private final Mac mac = hmac();
  private long second = 1_790_000_000L;

  private static Mac hmac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[KEY], "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  @Benchmark
  public Map<String, String> ours() {
    second++;
    return signer.headers(ID, Instant.ofEpochSecond(second), bodies.next());
  }

  @Benchmark
  public byte[] baseline() {
    mac.update(head);
    return mac.doFinal(bodies.next());
  }
}
