package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The whole pipeline: the SDK publishes as fast as it is acknowledged, and one client follows all
 * partners by polling until it has seen every event. Beside it, a bare producer and a bare Kafka
 * Streams app at the same time. All programs run through all rounds.
 */
public final class PipelineRow implements Row {
  private final Stage stage;

  public PipelineRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public String title() {
    return "SDK to visible in polling, sustained, against a bare producer and Kafka Streams app";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.atLeast(0.4, "", "ev/s"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Pipelines(stage);
  }

  private static final class Pipelines implements Contest {
    /** While events are published; then as fast as it goes. */
    private static final int REQUESTS_A_SECOND = 1_000;

    private final LocalSystem system;
    private final List<String> partners = new ArrayList<>();
    private final List<PageWalk.Reader> readers = new ArrayList<>();
    private final int each;
    private final Feed feed;
    private final PageWalk pages;
    private final BareApp bare;
    private final KafkaProducer<byte[], byte[]> producer;
    private long published;

    Pipelines(Stage stage) throws IOException, InterruptedException {
      system = stage.system();
      each = stage.size(400, 20);
      for (int n = 0; n < stage.size(1_000, 100); n++) {
        partners.add(stage.newName("pipeline"));
        readers.add(new PageWalk.Reader(system.addPartner(partners.getLast())));
      }
      Backlog.awaitDone(system);
      feed = new Feed(system, Duration.ofMillis(5));
      pages = new PageWalk(system.partnersUrl().getPort());
      bare = new BareApp(stage, system.bootstrapServers(), "bench.pipeline");
      producer = bare.producer();
      bare.start();
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      published += each;
      long begun = System.nanoTime();
      FutureTask<Void> publishing = started(() -> feed.publish(partners, each));
      Schedule pace = new Schedule(REQUESTS_A_SECOND);
      List<PageWalk.Reader> behind = new ArrayList<>(readers);
      int requests = 0;
      long seen = begun;
      while (!behind.isEmpty()) {
        List<PageWalk.Reader> next = new ArrayList<>();
        for (PageWalk.Reader reader : behind) {
          if (!publishing.isDone()) {
            pace.awaitDue(requests++);
          }
          seen = pages.follow(reader) > 0 ? System.nanoTime() : seen;
          if (reader.sequence() < published) {
            next.add(reader);
          }
        }
        behind = next;
        if (System.nanoTime() - seen > Duration.ofMinutes(1).toNanos()) {
          throw new RowFailedException(behind.size() + " partners get no more events");
        }
      }
      end(publishing);
      long items = readers.stream().mapToLong(PageWalk.Reader::sequence).sum();
      RowFailedException.requireCount("items", published * partners.size(), items);
      return rate(begun, seen);
    }

    @Override
    public Sample baseline() throws InterruptedException {
      byte[] value = Feed.wire(partners.getFirst(), "ord-1");
      try (TopicReader out = bare.reader()) {
        long begun = System.nanoTime();
        FutureTask<Void> publishing = started(() -> produce(value));
        TopicReader.Read read = out.read(count(), 0, record -> true, record -> {});
        end(publishing);
        return rate(begun, read.ended());
      }
    }

    private void produce(byte[] value) {
      for (int n = 0; n < each; n++) {
        for (String partner : partners) {
          int partition = PartnerPartitioner.partitionOf(partner, TopicCatalogue.PARTITIONS);
          var _ =
              producer.send(
                  new ProducerRecord<>(bare.input(), partition, partner.getBytes(UTF_8), value));
        }
      }
      producer.flush();
    }

    /** Something that may be interrupted. */
    @FunctionalInterface
    private interface Work {
      void run() throws InterruptedException;
    }

    private static FutureTask<Void> started(Work work) {
      Callable<Void> whole =
          () -> {
            work.run();
            return null;
          };
      FutureTask<Void> task = new FutureTask<>(whole);
      Thread.ofPlatform().name("bench-publishing").start(task);
      return task;
    }

    private static void end(FutureTask<Void> task) throws InterruptedException {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw new RowFailedException("Not all was published: " + e.getCause(), e);
      }
    }

    private Sample rate(long begun, long ended) {
      return Sample.of(count() / ((ended - begun) / 1e9));
    }

    private long count() {
      return (long) partners.size() * each;
    }

    @Override
    public void close() {
      feed.close();
      producer.close();
      bare.close();
    }
  }
}
