package io.orderwire.delivery.app;

import io.orderwire.delivery.history.Owners;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the history topic is materialised.
 *
 * @param applicationId the group of instances that share the partitions
 * @param threads how many threads read the topic
 * @param standbys how many other instances keep a copy of each partition; 0 for one instance
 * @param sessionTimeout after what silence the group gives an instance's partitions to others; the
 *     broker allows no less than 6 s by default
 * @param storeMemory native memory of the local store, for all partitions in all
 * @param recentItems heap for the newest items, for all partners in all
 * @param unknownSchemaPatience how long a partition waits for a schema id that the registry does
 *     not know before the slot is given up
 * @param address where other instances reach this one's partner API, as {@code host:port}. With it,
 *     what partners ask of this instance and another one has is passed on to that one. Without it
 *     they are told to ask again
 * @param ownerWait how long such a request waits while an owner moves, 0 to 25 s
 * @param leftoversFor how long content that was erased or trimmed may stay in the files of the
 *     local store, at least 1 s; to take it out, all that those partners have there is written anew
 * @param sslBundle the SSL bundle by which other instances are trusted, where they have TLS, which
 *     they have if this one has; {@code server.ssl.bundle} if null
 */
@ConfigurationProperties("orderwire.delivery.history")
record HistorySettings(
    @DefaultValue("orderwire-adapters") String applicationId,
    @DefaultValue("1") int threads,
    @DefaultValue("0") int standbys,
    @DefaultValue("6s") Duration sessionTimeout,
    @DefaultValue("96MB") DataSize storeMemory,
    @DefaultValue("48MB") DataSize recentItems,
    @DefaultValue("30s") Duration unknownSchemaPatience,
    @Nullable String address,
    @DefaultValue("15s") Duration ownerWait,
    @DefaultValue("24h") Duration leftoversFor,
    @Nullable String sslBundle) {

  /** A caller must not take the service for dead. */
  private static final Duration MOST_WAIT = Duration.ofSeconds(25);

  private static final Duration LEAST_LEFTOVERS = Duration.ofSeconds(1);

  /** Checks the bounds. */
  HistorySettings {
    if (threads < 1 || standbys < 0) {
      throw new IllegalArgumentException("threads must be at least 1, standbys at least 0");
    }
    if (leftoversFor.compareTo(LEAST_LEFTOVERS) < 0) {
      throw new IllegalArgumentException("leftovers-for must be at least 1 s");
    }
    if (address != null) {
      var _ = Owners.Instance.parse(address);
    }
    if (ownerWait.isNegative() || ownerWait.compareTo(MOST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "owner-wait must be from 0 to " + MOST_WAIT.toSeconds() + " s");
    }
  }
}
