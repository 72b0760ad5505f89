package io.orderwire.delivery.polling;

import java.time.Duration;

/** How partners may keep pages. */
public final class PageCaching {
  /** How long a page that will always be the same may be used without a question, erased or not. */
  public static final Duration MAX_AGE = Duration.ofDays(1);

  private PageCaching() {}
}
