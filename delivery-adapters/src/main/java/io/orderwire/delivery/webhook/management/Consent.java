package io.orderwire.delivery.webhook.management;

import java.util.concurrent.atomic.AtomicBoolean;

/** What a change of where webhooks go needs beside a key. */
@FunctionalInterface
interface Consent {
  /** Nothing more is needed. */
  Consent GIVEN = () -> {};

  /**
   * Takes it; asked for last, just before the change is stored, so that what is refused for another
   * reason costs no code. Blocks for the broker.
   *
   * @throws io.orderwire.delivery.http.RefusedException if there is none
   */
  void take() throws InterruptedException;

  /** This consent, taken once however often it is asked for, since a change may be tried again. */
  default Consent once() {
    AtomicBoolean taken = new AtomicBoolean();
    return () -> {
      if (taken.compareAndSet(false, true)) {
        take();
      }
    };
  }
}
