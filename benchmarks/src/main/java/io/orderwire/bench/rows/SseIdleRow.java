package io.orderwire.bench.rows;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Memory;
import io.orderwire.bench.system.Nginx;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What an idle stream costs in memory: with many open, and without them. Beside it, a stream of
 * nchan.
 */
public final class SseIdleRow implements Row {
  private final Stage stage;

  public SseIdleRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "sse-idle";
  }

  @Override
  public String title() {
    return "memory of an idle SSE stream with 10,000 open, against nchan";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.valueAtMost(20, "", "KB"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Streams(stage);
  }

  private static final class Streams implements Contest {
    private static final int EACH = 100;
    private static final int SETTLING_SECONDS = 5;

    /** What a process may have opened meanwhile that is no stream. */
    private static final int OTHER_FILES = 50;

    private final Stage stage;
    private final LocalSystem system;
    private final List<String> keys = new ArrayList<>();
    private final Nginx nginx;

    /** Before the first stream: what is freed in a process is not always given back. */
    private long oursWithout;

    private long baselineWithout;

    private final Map<List<Long>, Long> filesWithout = new HashMap<>();

    Streams(Stage stage) throws IOException, InterruptedException {
      this.stage = stage;
      system = stage.system();
      nginx = Nginx.withStreams(stage.resolve(stage.newName("nchan")), 1);
      for (int n = 0; n < stage.size(100, 5); n++) {
        keys.add(system.addPartner(stage.newName("idle")));
      }
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      long process = system.adapter().pid();
      if (oursWithout == 0) {
        oursWithout = Memory.ofJvm(process);
      }
      int port = system.partnersUrl().getPort();
      List<String> requests = keys.stream().map(EventStreams::ours).toList();
      return sample(port, requests, List.of(process), oursWithout, () -> Memory.ofJvm(process));
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      List<String> requests = new ArrayList<>();
      for (int n = 0; n < keys.size(); n++) {
        requests.add("GET /stream/idle-" + n + " HTTP/1.0\r\n");
      }
      List<Long> processes = nginx.pids();
      if (baselineWithout == 0) {
        baselineWithout = Memory.of(processes);
      }
      return sample(nginx.port(), requests, processes, baselineWithout, () -> Memory.of(processes));
    }

    /** How much memory is held now, in bytes. */
    @FunctionalInterface
    private interface Held {
      long now() throws IOException, InterruptedException;
    }

    private Sample sample(
        int port, List<String> requests, List<Long> processes, long without, Held held)
        throws IOException, InterruptedException {
      awaitNone(processes);
      try (EventStreams streams = new EventStreams(port, requests.size(), _ -> {})) {
        for (String request : requests) {
          for (int n = 0; n < EACH; n++) {
            streams.open(request, 0);
          }
        }
        TimeUnit.SECONDS.sleep(stage.size(SETTLING_SECONDS, 1));
        long with = held.now();
        return Sample.of(Math.max(1, with - without) / 1_000.0 / streams.count());
      }
    }

    /** Waits until all streams of the round before have ended: a partner may have 100. */
    private void awaitNone(List<Long> processes) throws IOException, InterruptedException {
      Long before = filesWithout.putIfAbsent(processes, Memory.openFiles(processes));
      if (before != null) {
        Wait.until(
            "closed connections",
            1,
            () -> Memory.openFiles(processes) <= before + OTHER_FILES ? 1 : 0);
        // The adapter counts a stream out only after its socket is closed.
        TimeUnit.SECONDS.sleep(stage.size(SETTLING_SECONDS, 1));
      }
    }

    @Override
    public void close() {
      nginx.close();
    }
  }
}
