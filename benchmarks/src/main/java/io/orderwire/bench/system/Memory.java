package io.orderwire.bench.system;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What processes hold in memory, as Linux tells it, in bytes. */
public final class Memory {
  private static final Pattern HEAP =
      Pattern.compile("used (\\d+)K \\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)");
  private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");
  private static final Pattern SHARE = Pattern.compile("Pss:\\s+(\\d+) kB");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");
  private static final long KILO = 1_024;

  private Memory() {}

  /** Of these processes together: what is shared counts once (PSS). */
  public static long of(List<Long> processes) throws IOException {
    long sum = 0;
    for (long process : processes) {
      sum += outside(process, BigInteger.ZERO, BigInteger.ZERO);
    }
    return sum;
  }

  /**
   * Of a JVM: what is live in its heap after a collection, and what it holds beside its heap (PSS).
   * The heap has a fixed size, and how much of it was ever touched says nothing of what is in it.
   */
  public static long ofJvm(long process) throws IOException, InterruptedException {
    var _ = jcmd(process, "GC.run");
    Matcher heap = HEAP.matcher(jcmd(process, "GC.heap_info"));
    if (!heap.find()) {
      throw new IOException("the JVM does not say where its heap is");
    }
    return Long.parseLong(heap.group(1)) * KILO
        + outside(process, new BigInteger(heap.group(2), 16), new BigInteger(heap.group(3), 16));
  }

  /** Resident bytes of a process, what it shares included (RSS). */
  public static long resident(long process) throws IOException {
    Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process + "/status")));
    if (!resident.find()) {
      throw new IOException("process " + process + " has no resident memory");
    }
    return Long.parseLong(resident.group(1)) * KILO;
  }

  /** What is live in a JVM's heap after a collection. */
  public static long live(long process) throws IOException, InterruptedException {
    Matcher total = TOTAL.matcher(jcmd(process, "GC.class_histogram"));
    if (!total.find()) {
      throw new IOException("the JVM does not say what is in its heap");
    }
    return Long.parseLong(total.group(1));
  }

  /** How many files and sockets these processes have open. */
  public static long openFiles(List<Long> processes) throws IOException {
    long sum = 0;
    for (long process : processes) {
      try (Stream<Path> files = Files.list(Path.of("/proc/" + process + "/fd"))) {
        sum += files.count();
      }
    }
    return sum;
  }

  private static String jcmd(long process, String command)
      throws IOException, InterruptedException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    return Command.run(List.of(program.toString(), Long.toString(process), command));
  }

  private static long outside(long process, BigInteger from, BigInteger to) throws IOException {
    long sum = 0;
    boolean counts = true;
    for (String line : Files.readAllLines(Path.of("/proc/" + process + "/smaps"))) {
      Matcher mapping = MAPPING.matcher(line);
      Matcher share = SHARE.matcher(line);
      if (mapping.matches()) {
        BigInteger start = new BigInteger(mapping.group(1), 16);
        counts = start.compareTo(from) < 0 || start.compareTo(to) >= 0;
      } else if (counts && share.matches()) {
        sum += Long.parseLong(share.group(1)) * KILO;
      }
    }
    return sum;
  }
}
