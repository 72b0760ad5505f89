package io.orderwire.fuzz.run;

import io.orderwire.fuzz.api.Service;
import io.orderwire.fuzz.check.AnswerCheck;
import io.orderwire.fuzz.check.Finding;
import io.orderwire.fuzz.http.Answer;
import io.orderwire.fuzz.http.RawClient;
import io.orderwire.fuzz.make.Generator;
import io.orderwire.fuzz.make.Known;
import io.orderwire.fuzz.make.Probe;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Threads that send requests, each on connections of its own. For one thread. */
final class Workers implements AutoCloseable {
  private static final int MILLION = 1_000_000;
  private static final int MOST_REPEATS = 30;
  private static final int PAUSE_SECONDS = 3;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Map<Service, RawClient>> clients = new ArrayList<>();
  private final Generator generator;
  private final AnswerCheck check;
  private final Tally tally;

  Workers(
      int count, Function<Service, URI> urls, Generator generator, AnswerCheck check, Tally tally) {
    this.generator = generator;
    this.check = check;
    this.tally = tally;
    for (int n = 0; n < count; n++) {
      Map<Service, RawClient> own = new EnumMap<>(Service.class);
      for (Service service : Service.values()) {
        URI url = urls.apply(service);
        own.put(
            service,
            new RawClient(new InetSocketAddress(url.getHost(), url.getPort()), System::nanoTime));
      }
      clients.add(own);
    }
  }

  /** Sends the requests of these numbers, and waits for the answers. */
  void send(long from, long to, Known known) throws InterruptedException {
    AtomicLong next = new AtomicLong(from);
    List<Future<?>> running = new ArrayList<>();
    for (Map<Service, RawClient> own : clients) {
      running.add(
          threads.submit(
              () -> {
                for (long n = next.getAndIncrement(); n < to; n = next.getAndIncrement()) {
                  one(own, n, known);
                }
                return null;
              }));
    }
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a request could not be made or checked", e.getCause());
      }
    }
  }

  private void one(Map<Service, RawClient> own, long number, Known known)
      throws InterruptedException {
    Probe probe = generator.probe(number, known);
    long begun = System.nanoTime();
    Answer answer = send(own, probe);
    for (int again = 0; check.isPassing(probe, answer) && again < MOST_REPEATS; again++) {
      tally.repeated();
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      answer = send(own, probe);
    }
    tally.add(
        probe, answer, check.findings(probe, answer, known), (System.nanoTime() - begun) / MILLION);
  }

  private static Answer send(Map<Service, RawClient> own, Probe probe) throws InterruptedException {
    RawClient client = own.get(probe.operation().api().service());
    if (client == null) {
      throw new IllegalStateException("nobody to send to");
    }
    return client.send(probe);
  }

  /** The request with the fewest changes that still has this finding; the first one if none has. */
  Tally.Found minimal(Tally.Found found, Known known) throws InterruptedException {
    long number = found.first().number();
    for (int kept : new int[] {0, 1, 2, 4, 3, 5, 6}) {
      Probe probe = generator.probe(number, known, kept);
      Answer answer = send(clients.getFirst(), probe);
      for (Finding finding : check.findings(probe, answer, known)) {
        if (finding.check().equals(found.finding().check())
            && finding.kind().equals(found.finding().kind())) {
          return new Tally.Found(finding, probe, answer, found.times());
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    clients.forEach(own -> own.values().forEach(RawClient::close));
  }
}
