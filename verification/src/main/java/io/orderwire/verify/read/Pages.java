package io.orderwire.verify.read;

import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.PollRecorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a history from its beginning, page by page, and records each answer. For one thread. */
final class Pages {
  private static final int OK = 200;
  private static final int LIMIT = 500;
  private static final Duration BEYOND_WAIT = Duration.ofSeconds(20);

  private final HttpClient client;
  private final Partner partner;
  private final Duration wait;
  private final PollRecorder recorder;
  private final Consumer<Item> items;
  private @Nullable String cursor;

  /** What came of a request. */
  enum Step {
    /** A page, and there is more. */
    MORE,
    /** A page, and there was no more. */
    END,
    /** An error or no answer: the same request is to be sent again after a while. */
    FAILED
  }

  /**
   * Nothing was read.
   *
   * @param wait how long a request is to wait for an item where there is none
   * @param items takes each item once it is recorded
   */
  Pages(
      HttpClient client,
      Partner partner,
      Duration wait,
      PollRecorder recorder,
      Consumer<Item> items) {
    this.client = client;
    this.partner = partner;
    this.wait = wait;
    this.recorder = recorder;
    this.items = items;
  }

  /** Asks for the next page. */
  Step next() throws InterruptedException {
    Boundary boundary = cursor == null ? Boundary.NOTHING : Boundary.newerThan(cursor);
    try {
      HttpResponse<byte[]> response = client.send(request(), BodyHandlers.ofByteArray());
      if (response.statusCode() == OK) {
        Page page = read(response.body());
        recorder.page("", boundary, page.cursor(), page.items());
        page.items().forEach(items);
        cursor = page.cursor();
        return page.hasMore() ? Step.MORE : Step.END;
      }
      recorder.failed("", boundary, response.statusCode(), Problem.code(response.body()));
    } catch (IOException e) {
      recorder.failed("", boundary, 0, "");
    }
    return Step.FAILED;
  }

  private static Page read(byte[] body) {
    try {
      return Page.read(body);
    } catch (IOException e) {
      throw new UncheckedIOException("a page that cannot be read", e);
    }
  }

  private HttpRequest request() {
    String query = cursor == null ? Partner.FROM_THE_BEGINNING : "newer_than=" + cursor;
    URI uri = partner.base().resolve("/v1/orders/events?limit=" + LIMIT + "&" + query);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(wait.plus(BEYOND_WAIT))
            .header("Authorization", partner.authorization());
    if (wait.isPositive()) {
      request.header("Prefer", "wait=" + wait.toSeconds());
    }
    return request.build();
  }
}
