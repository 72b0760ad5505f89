package io.orderwire.delivery.app;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Makes request ids of 24 hexadecimal digits: 8 are the process's, 16 those of SplitMix64, which
 * repeats none. They tell requests apart, and are no secrets. Safe for use by many threads.
 */
final class RequestIds implements Supplier<String> {
  private static final long STEP = 0x9e37_79b9_7f4a_7c15L;
  private static final HexFormat HEX = HexFormat.of();

  private final String process;
  private final AtomicLong state;

  RequestIds(SecureRandom random) {
    process = HEX.toHexDigits(random.nextInt());
    state = new AtomicLong(random.nextLong());
  }

  @Override
  public String get() {
    long mixed = state.addAndGet(STEP);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return process + HEX.toHexDigits(mixed ^ (mixed >>> 31));
  }
}
