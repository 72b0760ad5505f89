package io.orderwire.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What processes take of the memory, on Linux. */
public final class Memory {
  private static final String RESIDENT = "VmRSS:";
  private static final String TOTAL = "Total ";

  private Memory() {}

  /** Resident bytes of a process. */
  public static long resident(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith(RESIDENT)) {
        String kilobytes = line.substring(RESIDENT.length()).replace("kB", "").strip();
        return Long.parseLong(kilobytes) * 1_024;
      }
    }
    throw new IOException("process " + pid + " has no resident memory");
  }

  /** Bytes of a JVM's heap that are reachable: a full collection is made first. */
  public static long live(long pid) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String histogram = Command.run(List.of(jcmd, Long.toString(pid), "GC.class_histogram"));
    String total = histogram.lines().filter(line -> line.startsWith(TOTAL)).findFirst().orElse("");
    if (total.isEmpty()) {
      throw new IOException("process " + pid + " gave no histogram");
    }
    return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
  }
}
