package io.orderwire.bench.rows;

import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Nginx;
import io.orderwire.bench.system.Stage;
import io.orderwire.bench.system.Wrk;
import io.orderwire.processes.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Polling, against nginx with a static file of each answer: sets of requests, each sent in turn
 * over 32 connections that are kept.
 */
final class PollingContest implements Row.Contest {
  private static final int CONNECTIONS = 32;

  /** How many of a set's requests are looked at before and after a round. */
  private static final int LOOKED_AT = 20;

  /** The most bytes of an answer's head. */
  private static final int HEAD = 1_024;

  private final Stage stage;
  private final List<List<Answered>> sets;
  private final boolean withLatency;
  private final Nginx nginx;
  private final Http files;
  private final Wrk wrk;

  /**
   * Starts nginx.
   *
   * @param withLatency whether the 99th percentile is told after each set's rate
   */
  PollingContest(Stage stage, String name, List<List<Answered>> sets, boolean withLatency)
      throws IOException, InterruptedException {
    this.stage = stage;
    this.sets = sets;
    this.withLatency = withLatency;
    wrk = new Wrk(stage.resolve(name + "-wrk"));
    nginx = new Nginx(stage.resolve(name + "-nginx"));
    files = new Http(URI.create("http://127.0.0.1:" + nginx.port()), "");
    for (List<Answered> set : sets) {
      for (Answered one : set) {
        nginx.put(one.filePath(), one.body());
      }
    }
  }

  /** Fails where wrk or nginx is missing, before anything is set up. */
  static void requirePrograms() {
    Wrk.require();
    Nginx.require();
  }

  @Override
  public Sample ours() throws IOException, InterruptedException {
    List<Double> values = new ArrayList<>();
    for (List<Answered> set : sets) {
      List<Wrk.Request> requests = new ArrayList<>();
      for (Answered one : set) {
        requests.add(one.toOurs());
      }
      for (Answered one : lookedAt(set)) {
        one.check();
      }
      measure(stage.system().partnersUrl().getPort(), requests, set, values);
      for (Answered one : lookedAt(set)) {
        one.check();
      }
    }
    return new Sample(values);
  }

  @Override
  public Sample baseline() throws IOException, InterruptedException {
    List<Double> values = new ArrayList<>();
    for (List<Answered> set : sets) {
      List<Wrk.Request> requests = new ArrayList<>();
      for (Answered one : set) {
        requests.add(one.toFile(files));
      }
      for (Answered one : lookedAt(set)) {
        one.checkFile(files);
      }
      measure(nginx.port(), requests, set, values);
    }
    return new Sample(values);
  }

  private void measure(
      int port, List<Wrk.Request> requests, List<Answered> set, List<Double> values)
      throws IOException, InterruptedException {
    Wrk.Load load = wrk.run(port, requests, CONNECTIONS, Duration.ofSeconds(stage.size(10, 3)));
    double body =
        set.stream()
            .mapToInt(one -> one.conditional() ? 0 : one.body().length)
            .average()
            .orElseThrow();
    // Requests go round in turn, so the mean differs from the set's by what one round does.
    if (load.bytesEach() < 0.98 * body || load.bytesEach() > 1.02 * body + HEAD) {
      throw new RowFailedException(
          "an answer had %.0f bytes on average, with a body of %.0f"
              .formatted(load.bytesEach(), body));
    }
    values.add(load.perSecond());
    if (withLatency) {
      values.add(load.p99());
    }
  }

  private static List<Answered> lookedAt(List<Answered> set) {
    return set.subList(0, Math.min(LOOKED_AT, set.size()));
  }

  @Override
  public void close() {
    nginx.close();
  }
}
