package io.orderwire.delivery.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are delivered.
 *
 * @param keyFile the operator's keys that seal endpoints' secrets, one line of base64 each, the
 *     first for new ones; the same on every instance. Empty: a key that ends with this process
 * @param allowHttp whether plain {@code http} URLs are taken
 * @param allowedPorts the ports that URLs may name, or {@code any}
 * @param allowedAddresses networks in CIDR notation that may be connected to although they are not
 *     public
 * @param retrySchedule the pauses before each further attempt
 * @param retryJitter which part of a pause is random, to either side, 0 to 0.5
 * @param connectTimeout how long connecting may take
 * @param origin the DNS name that CloudEvents' handshake gives as the sender
 * @param lease how old the owner's last poll may be when a request begins
 * @param senders how many requests this instance makes at once, 1 to 10,000; what takes longer than
 *     20 ms does not count, so that slow endpoints hold up no others
 * @param maxInFlight how many requests this instance makes at once in all, {@code senders} or 4 to
 *     100,000; bounds the memory of those that wait for an answer
 */
@ConfigurationProperties("orderwire.webhooks")
record WebhookSettings(
    Optional<String> keyFile,
    @DefaultValue("false") boolean allowHttp,
    @DefaultValue({"443", "8443"}) List<String> allowedPorts,
    @DefaultValue List<String> allowedAddresses,
    @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"})
        List<Duration> retrySchedule,
    @DefaultValue("0.2") double retryJitter,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("orderwire.invalid") String origin,
    @DefaultValue("5s") Duration lease,
    @DefaultValue("128") int senders,
    @DefaultValue("4096") int maxInFlight) {

  /** Checks the bounds. */
  WebhookSettings {
    allowedPorts = List.copyOf(allowedPorts);
    allowedAddresses = List.copyOf(allowedAddresses);
    retrySchedule = List.copyOf(retrySchedule);
    if (retrySchedule.isEmpty() || retryJitter < 0 || retryJitter > 0.5) {
      throw new IllegalArgumentException(
          "retry-schedule must have a pause, and retry-jitter be 0 to 0.5");
    }
    if (senders < 1 || senders > 10_000) {
      throw new IllegalArgumentException("senders must be 1 to 10,000");
    }
    if (maxInFlight < Math.max(4, senders) || maxInFlight > 100_000) {
      throw new IllegalArgumentException(
          "max-in-flight must be at least 4 and senders, and at most 100,000");
    }
  }
}
