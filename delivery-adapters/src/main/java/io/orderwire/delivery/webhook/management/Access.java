package io.orderwire.delivery.webhook.management;

import jakarta.servlet.http.HttpServletRequest;

/** Whom a request comes from, and whether it may come at all. */
interface Access {
  /**
   * Who asks.
   *
   * @throws io.orderwire.delivery.http.RefusedException if the endpoints are not for this caller
   */
  Actor actor(HttpServletRequest request);

  /** What a change of where webhooks go needs beside the key. */
  Consent consent(HttpServletRequest request, Actor actor);

  /** The path of a partner's endpoints, without a slash at its end. */
  String endpoints(String partnerId);
}
