package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.EndpointActions.Change;

/**
 * Who asks, and for what partner.
 *
 * @param partnerId whose endpoints are meant
 * @param author who it is, for the record of changes; the address is the one from which the
 *     connection came, to this instance or to the one that has passed the request on, and headers
 *     that name another are not believed
 */
record Actor(String partnerId, Author author) {
  /** Who it is, for the log. */
  String by() {
    return author.inWords();
  }

  /** A change that is made for the asking. */
  Cause cause(Change change) {
    return new Cause.Asked(change, author);
  }
}
