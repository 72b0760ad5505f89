package io.orderwire.delivery.http;

import io.orderwire.delivery.history.History.Effort;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource whose plain requests are answered ahead of the servlet stack, by {@link ShortWay}.
 * Implementations are safe for use by many threads.
 */
public interface ShortRoute {
  /** The path, as it stands in the request. */
  String path();

  /**
   * Answers a GET. What it throws is no answer: the servlet stack is asked then.
   *
   * @param caller who asks
   * @param most how much may be done for it; more is an {@link
   *     io.orderwire.delivery.history.History.EffortException}
   * @throws RefusedException where the answer is a refusal
   */
  Answer answer(Caller caller, Asked asked, Effort most);

  /** What is asked for. */
  interface Asked {
    /** The query as it was sent; empty if there is none. */
    String query();

    /**
     * The parameters of the query, decoded, with all of their values; throws what the servlet stack
     * would.
     */
    Map<String, String[]> parameters();

    /** What the caller has, and what it can take. */
    Wants wants();
  }

  /**
   * What a caller has already, and what it can take.
   *
   * @param ifNoneMatch the header field of this name, or null
   * @param acceptEncoding the header field of this name, or null
   */
  record Wants(@Nullable String ifNoneMatch, @Nullable String acceptEncoding) {}

  /** Told of each answer. Implementations are safe for use by many threads, and quick. */
  @FunctionalInterface
  interface Meter {
    /** A request was answered in so many nanoseconds. */
    void answered(String path, int status, long nanos);
  }
}
