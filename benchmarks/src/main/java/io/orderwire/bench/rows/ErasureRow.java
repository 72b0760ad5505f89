package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.Http;
import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Erasure: single items and all items of one of ten partners, in histories that have so many items
 * together; then Kafka's compaction of the whole history topic, and pages beside it. Beside that,
 * the same with new events, a copy of the topic's files, and pages without a compaction.
 */
public final class ErasureRow implements Row {
  private static final int PARTNERS = 10;
  private static final int RATE = 500;
  private static final double MEGABYTE = 1e6;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final Stage stage;
  private final String name;
  private final int items;

  /**
   * A row.
   *
   * @param name what the number of items is called
   * @param items how many the histories have together
   */
  public ErasureRow(Stage stage, String name, int items) {
    this.stage = stage;
    this.name = name;
    this.items = items;
  }

  @Override
  public String name() {
    return "erasure-" + name;
  }

  @Override
  public String title() {
    return "erasing, and compaction of %,d items, against new events and a copy".formatted(items);
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.told("one item", "ms"),
        Metric.told("a partner", "items/s"),
        Metric.told("record", "B"),
        Metric.told("compaction", "s"),
        Metric.told("CPU", "s"),
        Metric.told("read", "MB"),
        Metric.told("written", "MB"),
        Metric.told("page p50", "ms"),
        Metric.told("page p99", "ms"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Erasing(new Grown(stage, "erasure", PARTNERS));
  }

  private final class Erasing implements Contest {
    private final Grown grown;
    private final LocalSystem system;
    private final LogCleaner cleaner;
    private final List<PacedPages.Page> pages;
    private final int singles = stage.size(50, 5);

    /** Whose items are erased next. */
    private int next;

    Erasing(Grown grown) throws IOException, InterruptedException {
      this.grown = grown;
      system = grown.system();
      cleaner = new LogCleaner(system);
      grown.growTo(stage.size(items, 20_000));
      pages = grown.pages(stage.size(100, 10));
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      if (next == PARTNERS) {
        throw new RowFailedException("there are no more than %d partners".formatted(PARTNERS));
      }
      String partner = grown.ids().get(next);
      Http api = grown.partner(next);
      next++;
      Histogram single = new Histogram(3);
      for (int n = 0; n < singles; n++) {
        publishOne();
        String newest = "{\"sequences\":[%d]}".formatted(sequence(api));
        long begun = System.nanoTime();
        erase(partner, newest);
        while (!isErased(api)) {
          Thread.onSpinWait();
        }
        single.recordValue(System.nanoTime() - begun);
      }
      // So that the newest is not erased yet.
      publishOne();
      long bytes = bytes();
      long begun = System.nanoTime();
      long slots = erase(partner, "{\"all\":true}");
      Wait.until("erased histories", 1, PATIENCE, () -> isErased(api) ? 1 : 0);
      double erased = secondsSince(begun);
      long written = bytes() - bytes;
      Map<String, Long> ends = cleaner.closeSegments(this::publishOne);
      long records = records(partner);
      if (records < 2 * slots) {
        throw new RowFailedException("%,d records of %,d items".formatted(records, slots));
      }
      LogCleaner.Cost before = cleaner.cost();
      begun = System.nanoTime();
      cleaner.begin();
      Schedule beside;
      double compacted;
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Schedule> asked = threads.submit(this::askPages);
        cleaner.await(ends);
        compacted = secondsSince(begun);
        beside = asked.get();
      } catch (ExecutionException e) {
        throw new RowFailedException("A page could not be had: " + e.getCause(), e);
      }
      LogCleaner.Cost cost = cleaner.cost().minus(before);
      cleaner.rest();
      RowFailedException.requireCount("records of " + partner, sequence(api), records(partner));
      return Sample.of(
          single.getValueAtPercentile(50) / 1e6,
          slots / erased,
          (double) written / slots,
          compacted,
          cost.cpu(),
          cost.read(),
          cost.written(),
          beside.percentile(50),
          beside.percentile(99));
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      Http api = grown.partner(0);
      Histogram single = new Histogram(3);
      for (int n = 0; n < singles; n++) {
        long before = sequence(api);
        long begun = System.nanoTime();
        grown.publish(1);
        while (sequence(api) == before) {
          Thread.onSpinWait();
        }
        single.recordValue(System.nanoTime() - begun);
      }
      long bytes = bytes();
      int each = stage.size(items, 20_000) / PARTNERS / PARTNERS;
      long begun = System.nanoTime();
      grown.publish(each);
      grown.awaitAll();
      double events = (double) each * PARTNERS;
      double published = secondsSince(begun);
      double written = bytes() - bytes;
      double cpu = cpuSeconds();
      begun = System.nanoTime();
      double copied = copy() / MEGABYTE;
      double copying = secondsSince(begun);
      cpu = cpuSeconds() - cpu;
      Schedule alone = askPages();
      return Sample.of(
          single.getValueAtPercentile(50) / 1e6,
          events / published,
          written / events,
          copying,
          cpu,
          copied,
          copied,
          alone.percentile(50),
          alone.percentile(99));
    }

    private void publishOne() throws IOException, InterruptedException {
      grown.publish(1);
      grown.awaitAll();
    }

    /** How many slots are to be erased. */
    private long erase(String partner, String what) throws IOException, InterruptedException {
      return system
          .operator()
          .post("/admin/v1/partners/%s/history/erase".formatted(partner), what)
          .path("slots")
          .asLong();
    }

    private Schedule askPages() throws InterruptedException {
      return PacedPages.run(system.partnersUrl().getPort(), pages, RATE, RATE * stage.size(10, 2));
    }

    private long bytes() throws IOException {
      long sum = 0;
      for (Path segment : cleaner.segments()) {
        sum += Files.size(segment);
      }
      return sum;
    }

    /** Reads and writes the topic's segments as they are, and says how many bytes they have. */
    private long copy() throws IOException {
      ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
      Path copy = stage.resolve("copy");
      long bytes = 0;
      for (Path segment : cleaner.segments()) {
        try (FileChannel in = FileChannel.open(segment);
            FileChannel out =
                FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          while (in.read(buffer) >= 0) {
            buffer.flip();
            bytes += out.write(buffer);
            buffer.clear();
          }
          out.force(true);
        }
        Files.delete(copy);
      }
      return bytes;
    }

    /** How many records of the partner's items the topic has. */
    private long records(String partner) {
      byte[] id = partner.getBytes(UTF_8);
      AtomicLong records = new AtomicLong();
      try (TopicReader history =
          TopicReader.fromStart(system.bootstrapServers(), TopicCatalogue.HISTORY.topicName())) {
        history.readToEnd(
            record -> {
              if (HistoryKeys.sequence(record.key()) > 0 && HistoryKeys.isOf(record.key(), id)) {
                records.incrementAndGet();
              }
            });
      }
      return records.get();
    }

    @Override
    public void close() {
      grown.close();
    }
  }

  private static long sequence(Http api) throws IOException, InterruptedException {
    return Grown.newest(api).path("sequence").asLong();
  }

  private static boolean isErased(Http api) throws IOException, InterruptedException {
    return Grown.newest(api).path("type").asText().equals("erased");
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static double cpuSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }
}
