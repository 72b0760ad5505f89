package io.orderwire.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads samples out of flight recordings: those by CPU time where the JVM takes them (JEP 509),
 * which see native code as well; else those of Java and of native methods, but for natives that
 * only wait. For one thread.
 */
final class Samples {
  private static final String BY_CPU = "jdk.CPUTimeSample";
  private static final String NATIVE = "jdk.NativeMethodSample";
  private static final Set<String> BY_TIME = Set.of("jdk.ExecutionSample", NATIVE);
  private static final Set<String> WAITING =
      Set.of(
          "EPoll.wait [native]",
          "FileInputStream.readBytes [native]",
          "Net.accept [native]",
          "Net.poll [native]");

  private final FlameTree byCpu = new FlameTree(Frame.group("all"));
  private final FlameTree byTime = new FlameTree(Frame.group("all"));

  /** Adds a recording's samples under a group. */
  void add(String group, Path recording) throws IOException {
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        String type = event.getEventType().getName();
        if (type.equals(BY_CPU)) {
          byCpu.add(stack(group, event.getStackTrace()));
        } else if (BY_TIME.contains(type)) {
          List<Frame> stack = stack(group, event.getStackTrace());
          if (!WAITING.contains(stack.getLast().name())) {
            byTime.add(stack);
          }
        }
      }
    }
  }

  /** All that was added; of one kind, since a service that does nothing has no CPU time. */
  FlameTree tree() {
    return byCpu.samples() > 0 ? byCpu : byTime;
  }

  private static List<Frame> stack(String group, @Nullable RecordedStackTrace trace) {
    List<Frame> stack = new ArrayList<>();
    stack.add(Frame.group(group));
    if (trace == null) {
      stack.add(Frame.group("the JVM itself"));
      return stack;
    }
    if (trace.isTruncated()) {
      stack.add(Frame.group("…"));
    }
    for (RecordedFrame frame : trace.getFrames().reversed()) {
      stack.add(
          Frame.of(
              frame.getMethod().getType().getName(),
              frame.getMethod().getName(),
              frame.getType().equals("Native")));
    }
    return stack;
  }
}
