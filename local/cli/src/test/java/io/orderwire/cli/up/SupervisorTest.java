package io.orderwire.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderwire.embedded.ChildJvm;
import io.orderwire.embedded.StartException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, but small ones. */
class SupervisorTest {
  @TempDir private Path directory = Path.of("");

  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final List<String> stopped = new CopyOnWriteArrayList<>();
  private volatile @Nullable String hindrance;
  private final Supervisor supervisor =
      new Supervisor(
          Clock.systemUTC(), () -> Optional.ofNullable(hindrance), parts -> {}, notices::add);

  @AfterEach
  void stop() {
    supervisor.stop();
  }

  @Test
  void brings_back_what_has_ended() {
    SmallPart part = new SmallPart("kettle");
    watch(part);
    long before = part.process().pid();

    part.process().kill();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(notices).contains("The kettle is back"));
    assertThat(notices).contains("The kettle has ended (code 137); starting it again");
    assertThat(part.process().pid()).isNotEqualTo(before);
  }

  @Test
  void says_what_keeps_it_from_bringing_back_a_part() {
    SmallPart part = new SmallPart("kettle");
    watch(part);
    hindrance = "The disk is full.";

    part.process().kill();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(notices).contains("The disk is full."));
    assertThat(part.process().isAlive()).isFalse();
  }

  @Test
  void stops_the_last_started_first_and_starts_nothing_any_more() {
    supervisor.start(List.of(new SmallPart("kettle"), new SmallPart("grinder")));

    supervisor.stop();

    assertThat(stopped).containsExactly("grinder", "kettle");
    List<Part> more = List.of(new SmallPart("fridge"));
    assertThatThrownBy(() -> supervisor.start(more)).isInstanceOf(StartException.class);
  }

  private void watch(Part part) {
    supervisor.start(List.of(part));
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                supervisor.watch();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** A process that does nothing. */
  public static final class Idler {
    private Idler() {}

    public static void main(String[] args) throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  private final class SmallPart implements Part {
    private final String name;
    private volatile @Nullable ChildJvm process;

    SmallPart(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String address() {
      return "nowhere";
    }

    @Override
    public List<Integer> ports() {
      return List.of();
    }

    @Override
    public void begin() {
      process =
          ChildJvm.start(
              new ChildJvm.Command(
                  name,
                  List.of("-Xmx32m"),
                  System.getProperty("java.class.path"),
                  Idler.class.getName(),
                  List.of(),
                  Map.of(),
                  directory.resolve(name)));
    }

    @Override
    public void awaitReady() {
      process().awaitReady(() -> process().isAlive(), Duration.ofSeconds(60));
    }

    @Override
    public ChildJvm process() {
      ChildJvm started = process;
      if (started == null) {
        throw new IllegalStateException("not started");
      }
      return started;
    }

    @Override
    public void stop(Duration patience) {
      stopped.add(name);
      Part.super.stop(patience);
    }
  }
}
