package io.orderwire.delivery.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.partner.ApiKey;
import io.orderwire.delivery.partner.Partner;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A partner as the operator sees it.
 *
 * @param oldestSequence the oldest item that is kept, or null where this instance does not have the
 *     history
 * @param newestSequence how far its history has come, likewise
 * @param epoch the epoch of the newest item, likewise
 * @param frozen whether items beyond the newest are withheld because of an incident, likewise
 * @param frozenFrom the first of them, where it is frozen
 * @param key the text of a key that was just made, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PartnerView(
    @JsonProperty("partner_id") String id,
    @Nullable String name,
    boolean suspended,
    @JsonProperty("requests_per_second") @Nullable Integer requestsPerSecond,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("updated_at") String updatedAt,
    @JsonProperty("oldest_sequence") @Nullable Long oldestSequence,
    @JsonProperty("newest_sequence") @Nullable Long newestSequence,
    @Nullable Integer epoch,
    @Nullable Boolean frozen,
    @JsonProperty("frozen_from") @Nullable Long frozenFrom,
    List<KeyView> keys,
    @Nullable String key) {

  static PartnerView of(Partner partner, @Nullable Extent extent) {
    return new PartnerView(
        partner.id(),
        partner.name().orElse(null),
        partner.suspended(),
        partner.requestsPerSecond().isPresent() ? partner.requestsPerSecond().getAsInt() : null,
        partner.createdAt().toString(),
        partner.updatedAt().toString(),
        extent == null ? null : extent.oldest().sequence(),
        extent == null ? null : extent.newest().sequence(),
        extent == null ? null : extent.newest().epoch(),
        extent == null ? null : extent.frozen(),
        extent != null && extent.frozen() ? extent.newest().sequence() + 1 : null,
        partner.keys().stream()
            .sorted(Comparator.comparing(ApiKey::createdAt))
            .map(KeyView::of)
            .toList(),
        null);
  }

  PartnerView with(String newKey) {
    return new PartnerView(
        id,
        name,
        suspended,
        requestsPerSecond,
        createdAt,
        updatedAt,
        oldestSequence,
        newestSequence,
        epoch,
        frozen,
        frozenFrom,
        keys,
        newKey);
  }

  @Override
  public String toString() {
    return "PartnerView[" + id + "]";
  }

  /** A key without its text. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record KeyView(
      @JsonProperty("key_id") String keyId,
      List<String> scopes,
      @JsonProperty("created_at") String createdAt,
      @JsonProperty("expires_at") @Nullable String expiresAt) {

    static KeyView of(ApiKey key) {
      return new KeyView(
          key.keyId(),
          key.scopes().stream()
              .map(scope -> scope.name().toLowerCase(Locale.ROOT))
              .sorted()
              .toList(),
          key.createdAt().toString(),
          key.expiresAt().map(Instant::toString).orElse(null));
    }
  }
}
