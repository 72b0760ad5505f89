package io.orderwire.cli.up;

import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.RunningSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Parts of an earlier {@code up} that was killed. They end by themselves when they notice, within
 * seconds; until then they hold ports and files.
 */
final class Leftovers {
  private Leftovers() {}

  /**
   * Waits until they are gone, and kills those that are not after {@code patience}. Call it with
   * the data directory held.
   */
  static void clear(Path data, Duration patience, Consumer<String> notices)
      throws InterruptedException {
    List<ProcessHandle> alive =
        RunningSystem.in(data).map(RunningSystem::processes).orElse(List.of()).stream()
            .flatMap(process -> process.handle().stream())
            .toList();
    if (alive.isEmpty()) {
      return;
    }
    notices.accept("Waiting for what is left of a run that was killed …");
    CompletableFuture<?> gone =
        CompletableFuture.allOf(
            alive.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
    try {
      gone.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      alive.forEach(ProcessHandle::destroyForcibly);
      gone.join();
    } catch (ExecutionException e) {
      throw new CommandFailure("What is left of an earlier run can't be waited for.", e);
    }
  }
}
