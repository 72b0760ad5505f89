package io.orderwire.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests with fail-over and retries. Each round tries every URL once, beginning with the one that
 * answered last; a round in which none answered is followed by a wait. "Answered" is any status but
 * 429 and 5xx.
 */
final class RegistryCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryCalls.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_QUOTE = 200;

  private final RegistrySettings settings;
  private final RegistryHttp http;
  private final DoubleSupplier chance;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int preferred;

  RegistryCalls(RegistrySettings settings, DoubleSupplier chance) {
    this.settings = settings;
    this.http = new RegistryHttp(settings);
    this.chance = chance;
  }

  JsonNode get(String path) {
    return call("GET", path, null);
  }

  JsonNode post(String path, Map<String, String> body) {
    return call("POST", path, body);
  }

  JsonNode put(String path, Map<String, String> body) {
    return call("PUT", path, body);
  }

  private JsonNode call(String method, String path, @Nullable Map<String, String> body) {
    String text = body == null ? null : print(body);
    long begin = System.nanoTime();
    for (int retry = 0; ; retry++) {
      Round round = round(method, path, text);
      if (round.answer() != null) {
        return interpreted(round.answer());
      }
      long wait = settings.retries().waitBefore(retry, chance.getAsDouble()).toNanos();
      boolean exhausted =
          retry >= settings.retries().max()
              || System.nanoTime() - begin + wait > settings.retries().total().toNanos();
      if (exhausted) {
        throw unavailable(method, path, round.problem());
      }
      LOG.warn(
          "The schema registry gave no answer to {} {} ({}); asking again in {} ms",
          method,
          path,
          round.problem(),
          TimeUnit.NANOSECONDS.toMillis(wait));
      if (closedWithin(wait)) {
        throw unavailable(method, path, "the client was closed; before that, " + round.problem());
      }
    }
  }

  private Round round(String method, String path, @Nullable String body) {
    List<URI> urls = settings.urls();
    int first = preferred;
    StringBuilder problems = new StringBuilder();
    for (int i = 0; i < urls.size(); i++) {
      int index = (first + i) % urls.size();
      String problem;
      try {
        HttpResponse<String> answer = http.exchange(urls.get(index), method, path, body);
        if (answer.statusCode() != 429 && answer.statusCode() < 500) {
          preferred = index;
          return new Round(answer, "");
        }
        problem = "status " + answer.statusCode();
      } catch (ExecutionException e) {
        problem = String.valueOf(e.getCause());
      } catch (TimeoutException e) {
        problem = "no complete answer within " + settings.requestTimeout();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RegistryException.Unavailable("interrupted while asking the schema registry", e);
      }
      problems
          .append(problems.isEmpty() ? "" : "; ")
          .append(RegistrySettings.withoutUserInfo(urls.get(index)))
          .append(": ")
          .append(problem);
    }
    return new Round(null, problems.toString());
  }

  private boolean closedWithin(long nanos) {
    try {
      return closed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException.Unavailable(
          "interrupted while waiting for the schema registry", e);
    }
  }

  private static JsonNode interpreted(HttpResponse<String> answer) {
    JsonNode body = parsed(answer.body());
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return body;
    }
    int errorCode = body.path("error_code").asInt(0);
    String message = body.path("message").asText(quoted(answer.body()));
    if (status == 404 && HttpRegistryClient.isKnownAbsence(errorCode)) {
      throw new RegistryException.NotFound(errorCode, message);
    }
    if (status == 409) {
      throw new RegistryException.Incompatible(message);
    }
    throw new RegistryException.Refused(
        status, "the schema registry answered " + status + ": " + message);
  }

  private static RegistryException unavailable(String method, String path, String problem) {
    return new RegistryException.Unavailable(
        "the schema registry gave no answer to " + method + " " + path + ": " + problem, null);
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String quoted(String body) {
    return body.length() <= LONGEST_QUOTE ? body : body.substring(0, LONGEST_QUOTE) + "…";
  }

  private static String print(Map<String, String> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings are always JSON", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private record Round(@Nullable HttpResponse<String> answer, String problem) {}
}
