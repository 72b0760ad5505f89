package io.orderwire.fuzz.make;

import java.util.Map;
import java.util.random.RandomGenerator;

/** Request lines: other methods, versions, and forms of the target. */
final class Lines {
  static final Map<String, Change> ALL =
      Map.of(
          "method", Lines::method,
          "strange method", Lines::strange,
          "version", Lines::version,
          "absolute target", Lines::absolute,
          "odd target", Lines::odd,
          "spaces", Lines::spaces,
          "path", Lines::path,
          "query", Lines::query);

  private Lines() {}

  private static String method(Draft draft, RandomGenerator random) {
    draft.method =
        Bytes.one(
            random, "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE");
    return "method " + draft.method;
  }

  private static String strange(Draft draft, RandomGenerator random) {
    String method =
        Bytes.one(
            random,
            "CONNECT",
            "PROPFIND",
            "QUERY",
            "get",
            "Get",
            "GETT",
            "G",
            "\u00e4",
            "GET\u0000",
            "A".repeat(100),
            "A".repeat(20_000),
            "G,T",
            "\"GET\"",
            "PRI",
            "LINK",
            "MOVE");
    draft.method = method;
    draft.manner = Probe.Manner.NO_REQUEST;
    return "method " + (method.length() > 30 ? method.substring(0, 30) + "…" : method);
  }

  private static String version(Draft draft, RandomGenerator random) {
    draft.version =
        Bytes.one(
            random,
            "HTTP/1.0",
            "HTTP/1.0",
            "HTTP/1.2",
            "HTTP/2.0",
            "HTTP/3.0",
            "HTTP/0.9",
            "http/1.1",
            "HTTP/1",
            "HTTP/11.1",
            "HTTP/1.1.1",
            "HTP/1.1",
            "HTTP/-1.1",
            "HTTPS/1.1",
            "",
            "HTTP/1.1 x");
    if (random.nextInt(3) == 0) {
      draft.remove("Host");
    }
    draft.manner = Probe.Manner.NO_REQUEST;
    return "version " + draft.version + (draft.header("Host") == null ? " without Host" : "");
  }

  private static String absolute(Draft draft, RandomGenerator random) {
    String host = draft.header("Host");
    draft.beforeTarget =
        Bytes.one(
            random,
            "http://" + host,
            "http://" + host,
            "https://" + host,
            "http://a.invalid",
            "ftp://a.invalid",
            "http://user:password@" + host,
            "http://",
            "http://[::1",
            "http:",
            "http://a b",
            "file://",
            "//a.invalid");
    draft.manner = Probe.Manner.ALONE;
    return "target begins with " + draft.beforeTarget;
  }

  private static String odd(Draft draft, RandomGenerator random) {
    String path = draft.filledPath();
    draft.target =
        Bytes.one(
            random,
            "*",
            "a.invalid:80",
            "",
            "?",
            path.substring(1),
            path + "#fragment",
            "/" + path,
            path + "\u0000",
            path + "\u00ff",
            path + "|{}^`<>\"",
            "/" + "a".repeat(9_000),
            "/" + "a/".repeat(5_000),
            path + "?" + "a".repeat(17_000),
            "\\" + path,
            "/%",
            "/%zz",
            "/%c0%ae%c0%ae/",
            "/..",
            "/../../etc/passwd",
            "/actuator/env",
            "/error",
            "/",
            "/.",
            "//",
            "/;",
            "/%2e%2e/%2e%2e/");
    draft.manner = Probe.Manner.NO_REQUEST;
    String shown = Bytes.visible(draft.target);
    return "target " + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown);
  }

  private static String spaces(Draft draft, RandomGenerator random) {
    draft.manner = Probe.Manner.NO_REQUEST;
    switch (random.nextInt(5)) {
      case 0 -> draft.beforeLine = "\r\n\r\n";
      case 1 -> draft.beforeLine = " ";
      case 2 -> draft.beforeTarget = " ";
      case 3 -> draft.method = draft.method + "\t";
      default -> draft.version = " " + draft.version + " ";
    }
    return "spaces in the request line";
  }

  private static String path(Draft draft, RandomGenerator random) {
    // Another change may have left none.
    String filled = draft.path.contains("/") ? draft.path : "/" + draft.path;
    int slash = filled.lastIndexOf('/');
    draft.path =
        switch (random.nextInt(16)) {
          case 0 -> filled + "/";
          case 1 -> filled.substring(0, slash) + "/" + filled.substring(slash);
          case 2 -> filled + ";jsessionid=1";
          case 3 -> filled.substring(0, slash) + "/." + filled.substring(slash);
          case 4 -> filled.substring(0, slash) + "/a/.." + filled.substring(slash);
          case 5 -> filled.substring(0, slash) + "%2f" + filled.substring(slash + 1);
          case 6 -> filled.substring(0, slash) + "/%2e" + filled.substring(slash);
          case 7 -> filled.substring(0, slash) + "/a/%2e%2e" + filled.substring(slash);
          case 8 -> filled + ".json";
          case 9 -> filled + "%00";
          case 10 -> filled + "%20";
          case 11 -> filled + "/more";
          case 12 -> filled.replaceFirst("/v1", "/V1");
          case 13 -> filled.replaceFirst("/v1", "/%76%31");
          case 14 -> filled.replaceFirst("/v1", "/v1;a=b");
          default -> filled.replaceFirst("/v1", "/v2");
        };
    return "path " + draft.path;
  }

  private static String query(Draft draft, RandomGenerator random) {
    String more =
        Bytes.one(
            random,
            "&&",
            "=",
            "a",
            "a=b?c",
            "%",
            "%zz=1",
            "a=%",
            "a=%c0%ae",
            "a[]=1",
            "_method=DELETE",
            "colour=red",
            "limit=1&limit=2",
            "a=" + "b".repeat(5_000),
            "a=1&".repeat(1_500),
            "a=\u00e4",
            "a=\u0000",
            ";a=b",
            "a;b",
            "a=b#c",
            "+=+",
            "%20=1",
            "class.module.classLoader=1",
            "callback=alert",
            "debug=true",
            "trace=1");
    draft.moreQuery = more;
    return "query with " + (more.length() > 40 ? more.substring(0, 40) + "…" : more);
  }
}
