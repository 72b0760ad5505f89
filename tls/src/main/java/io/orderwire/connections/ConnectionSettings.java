package io.orderwire.connections;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code orderwire.connections.*}, for each port of a service by itself. How many
 * connections a port has in all is {@code server.jetty.max-connections}.
 *
 * @param perAddress how many connections an address may have open; one more is closed at once
 * @param requestsPerAddress how many requests, streams of events included, an address may have
 *     under way on all of its connections; one more is answered 429 without a body
 * @param unboundedFrom networks whose addresses may have any number of both: load balancers, and
 *     other adapters, behind whose addresses are many clients. As {@code 10.1.0.0/16} or an address
 * @param header how long a request's header, or a TLS handshake, may take to arrive
 * @param body how long a request's body may take to arrive; 0 where the service has a bound of its
 *     own
 * @param answer how long the writes of an answer may wait for its client, beside the time for its
 *     size; then it is cut
 * @param answerRate how many bytes a second a client must read at least
 * @param maxAge after how long a connection takes no further request; what is under way on it goes
 *     on
 * @param http2 frames of HTTP/2
 */
@ConfigurationProperties("orderwire.connections")
public record ConnectionSettings(
    @DefaultValue("1000") int perAddress,
    @DefaultValue("2000") int requestsPerAddress,
    @DefaultValue({"127.0.0.0/8", "::1"}) List<String> unboundedFrom,
    @DefaultValue("15s") Duration header,
    @DefaultValue("30s") Duration body,
    @DefaultValue("30s") Duration answer,
    @DefaultValue("1KB") DataSize answerRate,
    @DefaultValue("1h") Duration maxAge,
    @DefaultValue Http2 http2) {

  /** Checks the bounds. */
  public ConnectionSettings {
    unboundedFrom = List.copyOf(unboundedFrom);
    if (perAddress < 1 || requestsPerAddress < 1) {
      throw new IllegalArgumentException("per-address and requests-per-address must be at least 1");
    }
    if (!header.isPositive() || !maxAge.isPositive() || body.isNegative()) {
      throw new IllegalArgumentException(
          "header and max-age must be longer than nothing, body not less");
    }
    if (!answer.isPositive() || answerRate.toBytes() < 1) {
      throw new IllegalArgumentException("answer and answer-rate must be more than nothing");
    }
    unboundedFrom.forEach(Network::parse);
  }

  List<Network> networks() {
    return unboundedFrom.stream().map(Network::parse).toList();
  }

  /**
   * Frames of HTTP/2.
   *
   * @param streams how many requests, streams of events included, a connection may have at once
   * @param eventsPerSecond how many frames in a second may be such as cost the server more than the
   *     client: resets, pings, settings, empty and broken ones. A connection with more is closed
   *     with ENHANCE_YOUR_CALM
   */
  public record Http2(@DefaultValue("128") int streams, @DefaultValue("128") int eventsPerSecond) {
    /** Checks the bounds. */
    public Http2 {
      if (streams < 1 || eventsPerSecond < 1) {
        throw new IllegalArgumentException("streams and events-per-second must be at least 1");
      }
    }
  }
}
