package io.orderwire.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Sees that files with a server's certificate were renewed, and passes on what can be served.
 *
 * <p>Files that were changed are looked at when they have been the same for 10 s, since two files
 * cannot be replaced at once. What cannot be served is told, once, and not passed on: the server
 * goes on with what it has. What could not be passed on is tried again every 10 s. Not thread-safe.
 */
final class CertificateWatch implements Runnable {
  /** As long as services wait, {@code spring.ssl.bundle.watch.file.quiet-period}. */
  static final Duration QUIET = Duration.ofSeconds(10);

  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final List<Path> files;
  private final Clock clock;
  private final Receiver receiver;
  private final Consumer<String> errors;
  private String taken;
  private String seen;
  private Instant since;
  private String told = "";

  /** What is done with what was renewed. */
  interface Receiver {
    /**
     * Has it served.
     *
     * @throws GeneralSecurityException if it never will be
     * @throws IOException if it could not be done now
     */
    void accept(Identity renewed) throws GeneralSecurityException, IOException;
  }

  /**
   * Begins with what is in the files now, which is taken to be served already.
   *
   * @param files with a key and certificates in PEM, together
   * @param errors told a sentence for an operator
   */
  CertificateWatch(List<Path> files, Clock clock, Receiver receiver, Consumer<String> errors) {
    this.files = List.copyOf(files);
    this.clock = clock;
    this.receiver = receiver;
    this.errors = errors;
    this.taken = content(files);
    this.seen = taken;
    this.since = clock.instant();
  }

  /** What is in files together; nothing where one cannot be read. */
  static String content(List<Path> files) {
    try {
      StringBuilder all = new StringBuilder();
      for (Path file : files) {
        all.append(Files.readString(file, StandardCharsets.US_ASCII)).append('\n');
      }
      return all.toString();
    } catch (IOException e) {
      return ""; // which is no certificate, and is told as such
    }
  }

  /** Looks every second, in a daemon thread that never ends. */
  void start() {
    Thread thread = new Thread(this, "orderwire-certificates");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    while (true) {
      LockSupport.parkNanos(LOOK_EVERY);
      try {
        look();
      } catch (RuntimeException e) {
        tell("it cannot be looked at: " + e);
      }
    }
  }

  /** Looks once. */
  void look() {
    String now = content(files);
    Instant at = clock.instant();
    if (!now.equals(seen)) {
      seen = now;
      since = at;
    }
    if (now.equals(taken) || at.isBefore(since.plus(QUIET))) {
      return;
    }
    try {
      receiver.accept(Identity.of(now, at));
      taken = now;
      told = "";
    } catch (GeneralSecurityException e) {
      taken = now; // it is not served, but is not to be tried again
      tell(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      since = at;
      tell(String.valueOf(e.getMessage()));
    }
  }

  private void tell(String why) {
    if (!why.equals(told)) {
      told = why;
      errors.accept(
          "What is in "
              + files.stream().map(Path::toString).collect(Collectors.joining(" and "))
              + " is not served, and the former certificate stays: "
              + why);
    }
  }
}
