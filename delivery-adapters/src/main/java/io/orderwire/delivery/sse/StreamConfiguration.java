package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.Authenticator;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.RefusalFormat;
import io.orderwire.delivery.partner.StreamTokens;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the stream is made of. */
@Configuration(proxyBeanMethods = false)
public class StreamConfiguration {
  @Bean
  OpenStreams openStreams(StreamSettings settings) {
    return new OpenStreams(settings.connectionsPerPartner());
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
      StreamSettings settings,
      Pause pause) {
    return new StreamController(
        history,
        cursors,
        authenticator,
        streams,
        settings,
        new StreamLoop.Timing(System::nanoTime, pause),
        new SecureRandom());
  }

  @Bean
  StreamTokenController streamTokenController(StreamTokens tokens, InstantSource clock) {
    return new StreamTokenController(tokens, clock);
  }

  /** Ends all streams before the web server waits for its requests to end. */
  @Bean
  SmartLifecycle streamShutdown(OpenStreams streams) {
    return new StreamShutdown(streams);
  }
}
