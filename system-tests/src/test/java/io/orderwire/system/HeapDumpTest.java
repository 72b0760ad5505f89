package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapDumpTest {
  private static final String SELF = HeapDumpTest.class.getName();

  /** What holds a text; the text itself is made where it is searched for. */
  private static final class Holder {
    private final Object held;

    private Holder(Object held) {
      this.held = held;
    }
  }

  private static String text(int number) {
    return "text-" + number + "-of-this-test";
  }

  @Test
  void finds_a_text_in_all_forms_and_says_what_holds_it(@TempDir Path directory)
      throws IOException {
    Object[] holders = {
      new Holder(text(1)),
      new Holder(text(2) + "\u20ac"),
      new Holder(("{" + text(3) + "}").toCharArray()),
      new Holder(text(4).getBytes(java.nio.charset.StandardCharsets.UTF_16BE))
    };
    HeapDump dump;
    try {
      dump = dump(directory);
    } finally {
      Reference.reachabilityFence(holders);
    }

    assertThat(dump.size()).isGreaterThan(1_000);
    for (int number = 1; number <= 4; number++) {
      assertThat(dump.waysTo(text(number), Set.of()))
          .as(text(number))
          .anyMatch(way -> way.contains(SELF + "$Holder.held > "));
      assertThat(dump.waysTo(text(number), Set.of(SELF + "$Holder"))).isEmpty();
    }
  }

  @Test
  void finds_nothing_that_is_not_there_any_more(@TempDir Path directory) throws IOException {
    int length = new Holder(text(5)).held.toString().length();
    HeapDump dump = dump(directory);

    assertThat(length).isPositive();
    assertThat(dump.waysTo(text(5), Set.of())).isEmpty();
  }

  private static HeapDump dump(Path directory) throws IOException {
    Path file = directory.resolve("self.hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
    return HeapDump.of(file);
  }
}
