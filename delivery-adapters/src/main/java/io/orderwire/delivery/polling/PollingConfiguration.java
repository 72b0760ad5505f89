package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.Authenticator;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ShortRoute;
import io.orderwire.delivery.http.Stopping;
import io.orderwire.delivery.subscription.LiveSubscriptions;
import io.orderwire.delivery.subscription.Positions;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What polling is made of. */
@Configuration(proxyBeanMethods = false)
public class PollingConfiguration {
  @Bean
  EventsController eventsController(
      History history,
      Cursors cursors,
      Stopping stopping,
      Authenticator authenticator,
      PollingSettings settings) {
    return new EventsController(
        new Pages(history, cursors, System::nanoTime, stopping),
        authenticator,
        new Waiting(settings.waitingPerPartner()));
  }

  @Bean
  List<ShortRoute> shortPages(History history, Stopping stopping) {
    return List.of(
        new ShortPages(Listing.EVENTS, history, stopping),
        new ShortPages(Listing.CREATED_HISTORY, history, stopping));
  }

  @Bean
  Stopping stopping() {
    return new Stopping();
  }

  @Bean
  ItemController itemController(History history, Cursors cursors) {
    return new ItemController(history, cursors);
  }

  @Bean
  SubscriptionsController subscriptionsController(
      History history,
      Cursors cursors,
      Positions positions,
      LiveSubscriptions live,
      InstantSource clock) {
    return new SubscriptionsController(history, cursors, positions, live, clock);
  }
}
