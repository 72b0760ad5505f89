package io.orderwire.schemas;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.serde.AvroSerializer;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever works with events can copy them, whatever else was done before. Avro's trust is the
 * process's, so each case has Avro and everything else loaded anew.
 */
final class TrustTest {

  @ParameterizedTest
  @ValueSource(classes = {CopiesAfterCheck.class, CopiesBesideSerializer.class})
  void an_event_can_be_copied_in_a_process_that_never_read_one(Class<?> program) throws Exception {
    try (URLClassLoader fresh = freshClasses()) {
      Callable<?> same =
          (Callable<?>) fresh.loadClass(program.getName()).getDeclaredConstructor().newInstance();

      assertThat(same.getClass()).isNotSameAs(program);
      assertThat(same.call()).isEqualTo(true);
    }
  }

  private static URLClassLoader freshClasses() throws IOException {
    URL[] path =
        Stream.of(requireNonNull(System.getProperty("java.class.path")).split(File.pathSeparator))
            .map(TrustTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String file) {
    try {
      return Path.of(file).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isCopied(OrderEvent event) {
    return OrderEvent.newBuilder(event).build().equals(event);
  }

  private static OrderEvent event() {
    return new OrderEvent(
        new UUID(0, 1), "acme", "o-1", Instant.EPOCH, new OrderCancelled("system", "test"));
  }

  /** Knows the rules alone. */
  public static final class CopiesAfterCheck implements Callable<Boolean> {
    @Override
    public Boolean call() {
      OrderEvent event = event();
      return EventRules.check(event).isEmpty() && isCopied(event);
    }
  }

  /** Has a serializer that has not written yet. */
  public static final class CopiesBesideSerializer implements Callable<Boolean> {
    @Override
    public Boolean call() {
      try (AvroSerializer<OrderEvent> serializer = new AvroSerializer<>()) {
        return serializer.serialize("t", null) == null && isCopied(event());
      }
    }
  }
}
