package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.http.ClientAddress;
import io.orderwire.delivery.http.RequestId;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Who asks, and from where.
 *
 * @param partnerId whose endpoints are meant
 * @param keyId the partner's key; empty for the operator
 * @param requestId the request's id
 * @param origin the address from which the connection came, to this instance or to the one that has
 *     passed the request on; headers that name another are not believed
 */
record Actor(String partnerId, Optional<String> keyId, String requestId, String origin) {
  /** Who sent a request. */
  static Actor of(String partnerId, Optional<String> keyId, HttpServletRequest request) {
    return new Actor(partnerId, keyId, RequestId.of(request), ClientAddress.of(request));
  }

  /** Who it is, for the log: {@code key} and the key's id, or {@code operator}. */
  String by() {
    return keyId.map(id -> "key " + id).orElse("operator");
  }

  /** Who it is, for the record of changes. */
  Author author() {
    return keyId
        .<Author>map(id -> new Author.PartnerKey(id, requestId, origin))
        .orElseGet(() -> new Author.Operator(requestId, origin));
  }

  /** A change that is made for the asking. */
  Cause cause(Change change) {
    return new Cause.Asked(change, keyId, requestId, origin);
  }
}
