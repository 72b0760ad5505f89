package io.orderwire.bench.rows;

import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.system.Wrk;
import io.orderwire.processes.Http;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;

/**
 * A request to the system, the same to nginx, and the answer that both must give.
 *
 * @param api the system with the partner's key
 * @param path of the system
 * @param filePath of nginx
 * @param conditional whether the answer is 304 to who has the body already
 */
record Answered(
    Http api, String key, String path, String filePath, byte[] body, boolean conditional) {
  private static final int NOT_MODIFIED = 304;

  /** As the system answers now. */
  static Answered now(Http api, String key, String path, String filePath, boolean conditional)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response = api.raw(path);
    if (response.statusCode() != 200) {
      throw new RowFailedException(path + " was answered " + response.statusCode());
    }
    return new Answered(api, key, path, filePath, response.body(), conditional);
  }

  /** The request to the system. */
  Wrk.Request toOurs() throws IOException, InterruptedException {
    return request(path, api);
  }

  /** The request to nginx. */
  Wrk.Request toFile(Http nginx) throws IOException, InterruptedException {
    return request(filePath, nginx);
  }

  /** Fails unless the system answers as it did. */
  void check() throws IOException, InterruptedException {
    check(path, api);
  }

  /** Fails unless nginx answers as the system did. */
  void checkFile(Http nginx) throws IOException, InterruptedException {
    check(filePath, nginx);
  }

  private Wrk.Request request(String at, Http server) throws IOException, InterruptedException {
    String authorization = "Authorization: Bearer " + key;
    return new Wrk.Request(
        at,
        conditional
            ? List.of(authorization, "If-None-Match: " + tag(at, server))
            : List.of(authorization));
  }

  private void check(String at, Http server) throws IOException, InterruptedException {
    if (!Arrays.equals(server.raw(at).body(), body)) {
      throw new RowFailedException(at + " is not what it was");
    }
    if (conditional) {
      int status = server.raw(at, "If-None-Match", tag(at, server)).statusCode();
      RowFailedException.requireCount("status of " + at, NOT_MODIFIED, status);
    }
  }

  private static String tag(String at, Http server) throws IOException, InterruptedException {
    return server.raw(at).headers().firstValue("ETag").orElse("");
  }
}
