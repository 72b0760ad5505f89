package io.orderwire.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A cursor written and read again; beside it the two digests that its check needs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CursorMicro {
  private static final int PAYLOAD = 13;

  private final byte[] partner = Orders.PARTNER.getBytes(UTF_8);
  private final byte[] payload = new byte[PAYLOAD];
  private final MessageDigest digest = sha256();
  private long sequence;

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Benchmark
  public ItemIds.Decoded ours() {
    sequence++;
    return ItemIds.decode(
        Orders.PARTNER, ItemIds.encode(Orders.PARTNER, new Position(0, sequence)));
  }

  @Benchmark
  public void baseline(Blackhole hole) {
    payload[0]++;
    for (int n = 0; n < 2; n++) {
      digest.update(payload);
      hole.consume(digest.digest(partner));
    }
  }
}
