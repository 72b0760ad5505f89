package io.orderwire.delivery.webhook;

import java.net.URI;

/** Decides what may be an endpoint's URL, by its text alone. Neither blocks nor throws. */
public interface UrlPolicy {
  /** The URL of this text, or why it is none that requests may be sent to. */
  Verdict check(String text);

  /** What was decided. */
  sealed interface Verdict {
    /** It may be used; the URL in the form in which it is stored. */
    record Accepted(URI url) implements Verdict {}

    /**
     * It may not be used.
     *
     * @param reason a sentence for the partner; without the URL's query
     */
    record Refused(String reason) implements Verdict {}
  }
}
