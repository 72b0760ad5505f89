package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Ingest: streams of lines to the producer service, until all are acknowledged. Beside it, the SDK
 * publishes as many. Neither processor nor adapter runs meanwhile.
 */
public final class IngestRow implements Row {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STREAMS = 4;
  private static final int PARTNERS = 1_000;

  private final Stage stage;

  public IngestRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String title() {
    return "NDJSON over HTTP, acknowledged, against the SDK's own rate";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.atLeast(0.5, "", "ev/s"));
  }

  @Override
  public Contest open() {
    return new Ingesting(stage);
  }

  private static final class Ingesting implements Contest {
    private final LocalSystem system;
    private final List<String> partners = new ArrayList<>();
    private final Feed feed;
    private final int each;

    Ingesting(Stage stage) {
      system = stage.system();
      system.adapter().close();
      system.processor().close();
      feed = new Feed(system, Duration.ofMillis(5));
      each = stage.size(300, 50);
      String prefix = stage.newName("ingest");
      for (int n = 0; n < PARTNERS; n++) {
        partners.add(prefix + "-" + n);
      }
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      List<byte[]> bodies = new ArrayList<>();
      for (int n = 0; n < STREAMS; n++) {
        bodies.add(lines(n));
      }
      long begun = System.nanoTime();
      List<Future<Long>> streams = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        bodies.forEach(body -> streams.add(threads.submit(() -> accepted(body))));
        long accepted = 0;
        for (Future<Long> stream : streams) {
          accepted += stream.get();
        }
        RowFailedException.requireCount("accepted events", count(), accepted);
      } catch (ExecutionException e) {
        throw new RowFailedException("A stream was refused: " + e.getCause(), e);
      }
      return rate(begun);
    }

    @Override
    public Sample baseline() throws InterruptedException {
      long begun = System.nanoTime();
      feed.publish(partners, each);
      return rate(begun);
    }

    /** What the answer's last line says. */
    private long accepted(byte[] body) throws IOException, InterruptedException {
      String answer = system.ingest().postLines("/v1/events", body);
      JsonNode last = JSON.readTree(answer.substring(answer.stripTrailing().lastIndexOf('\n') + 1));
      return last.path("accepted").asLong();
    }

    /** The events of every fourth partner, the partners in turn. */
    private byte[] lines(int stream) {
      StringBuilder lines = new StringBuilder();
      for (int n = 0; n < each; n++) {
        for (int partner = stream; partner < PARTNERS; partner += STREAMS) {
          lines
              .append(Feed.json(partners.get(partner), "ord-" + n, UUID.randomUUID()))
              .append('\n');
        }
      }
      return lines.toString().getBytes(UTF_8);
    }

    private Sample rate(long begun) {
      return Sample.of(count() / ((System.nanoTime() - begun) / 1e9));
    }

    private long count() {
      return (long) PARTNERS * each;
    }

    @Override
    public void close() {
      feed.close();
      // The next row that needs the services starts them.
    }
  }
}
