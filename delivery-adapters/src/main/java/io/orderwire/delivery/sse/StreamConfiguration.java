package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.Authenticator;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.RefusalFormat;
import io.orderwire.delivery.partner.StreamTokens;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the stream is made of. */
@Configuration(proxyBeanMethods = false)
public class StreamConfiguration {
  /** Short tasks, which seldom wait: a thread of a pool would not be free sooner. */
  private final Executor executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sse-", 0).factory());

  @Bean
  OpenStreams openStreams(History history, StreamSettings settings) {
    return new OpenStreams(history, settings.connectionsPerPartner(), executor, System::nanoTime);
  }

  @Bean
  Goodbyes goodbyes(StreamSettings settings) {
    return new Goodbyes(settings.retry(), new SecureRandom());
  }

  @Bean
  RefusalFormat browserRefusal() {
    return new BrowserRefusal();
  }

  @Bean
  StreamController streamController(
      History history,
      Cursors cursors,
      Authenticator authenticator,
      OpenStreams streams,
      Goodbyes goodbyes,
      StreamSettings settings) {
    return new StreamController(
        history,
        cursors,
        authenticator,
        streams,
        goodbyes,
        settings,
        executor,
        System::nanoTime,
        new SecureRandom());
  }

  @Bean
  StreamTokenController streamTokenController(StreamTokens tokens, InstantSource clock) {
    return new StreamTokenController(tokens, clock);
  }

  /** Ends all streams before the web server waits for its requests to end. */
  @Bean(destroyMethod = "close")
  StreamLifecycle streamLifecycle(OpenStreams streams, Pause pause) {
    return new StreamLifecycle(streams, pause);
  }
}
