package io.orderwire.fuzz.make;

import java.util.Map;
import java.util.random.RandomGenerator;

/** Header fields that are odd, too many, too long, or none. */
final class Fields {
  private static final String END = "\r\n";

  static final Map<String, Change> ALL =
      Map.ofEntries(
          Map.entry("Host", Fields::host),
          Map.entry("Accept", Fields::accept),
          Map.entry("accepted codings", Fields::codings),
          Map.entry("Range", Fields::range),
          Map.entry("conditions", Fields::conditions),
          Map.entry("Expect", Fields::expect),
          Map.entry("Upgrade", Fields::upgrade),
          Map.entry("Origin", Fields::origin),
          Map.entry("forwarded", Fields::forwarded),
          Map.entry("X-Request-Id", Fields::requestId),
          Map.entry("many fields", Fields::many),
          Map.entry("long field", Fields::longField),
          Map.entry("no field", Fields::none),
          Map.entry("Cookie", Fields::cookie),
          Map.entry("Prefer", Fields::prefer),
          Map.entry("Last-Event-ID", Fields::lastEventId),
          Map.entry("Idempotency-Key", Fields::idempotencyKey),
          Map.entry("Orderwire-Otp", Fields::otp));

  private Fields() {}

  private static String set(Draft draft, String name, String value) {
    draft.set(name, value);
    String shown = Bytes.visible(value).replace("\n", "");
    return name + ": " + (shown.length() > 50 ? shown.substring(0, 50) + "…" : shown);
  }

  /** Sets it to one of these. */
  private static String one(Draft draft, RandomGenerator random, String name, String... values) {
    return set(draft, name, Bytes.one(random, values));
  }

  private static String host(Draft draft, RandomGenerator random) {
    draft.manner = Probe.Manner.ALONE;
    return switch (random.nextInt(4)) {
      case 0 -> {
        draft.remove("Host");
        yield "no Host";
      }
      case 1 -> {
        draft.add("Host", Bytes.one(random, "a.invalid", "127.0.0.1"));
        yield "Host twice";
      }
      default ->
          one(
              draft,
              random,
              "Host",
              "",
              "a b",
              "[::1]",
              "[::1",
              "127.0.0.1:99999",
              "127.0.0.1:-1",
              "127.0.0.1:a",
              "user@127.0.0.1",
              "a".repeat(300),
              "a.invalid",
              "\u00e4.invalid",
              "a.invalid/path",
              "a.invalid?x",
              "*",
              "127.0.0.1:80:80",
              "a_b",
              "..",
              "a,b",
              "http://a.invalid",
              "%31");
    };
  }

  private static String accept(Draft draft, RandomGenerator random) {
    return one(
        draft,
        random,
        "Accept",
        "",
        "*/*",
        "text/html",
        "application/xml",
        "image/*",
        "application/json;q=0",
        "application/json;q=2",
        "application/json;q=a",
        "*/json",
        "nonsense",
        "/",
        ";",
        ",",
        "text/event-stream",
        "application/problem+json",
        "application/*",
        "a/b;" + "c=d;".repeat(1_000),
        "application/json;charset=utf-16",
        "\u00ff",
        "a/b, ".repeat(500),
        "application/x-ndjson",
        "application/yaml");
  }

  private static String codings(Draft draft, RandomGenerator random) {
    String name =
        Bytes.one(
            random, "Accept-Encoding", "Accept-Language", "Accept-Charset", "TE", "Accept-Ranges");
    return one(
        draft,
        random,
        name,
        "",
        "gzip",
        "gzip;q=0",
        "gzip;q=1.1",
        "gzip;q=",
        "gzip;q=NaN",
        "br",
        "*",
        "*;q=0",
        "identity;q=0",
        "identity;q=0, *;q=0",
        "gzip, ".repeat(500),
        ";",
        ",,,",
        "\u00ff",
        "de-DE-1996-x-" + "a".repeat(200),
        "trailers",
        "utf-16",
        "a_b",
        "gzip;q=1e-400");
  }

  private static String range(Draft draft, RandomGenerator random) {
    draft.set("If-Range", Bytes.one(random, "\"1\"", "x", "Wed, 21 Oct 2015 07:28:00 GMT"));
    if (random.nextBoolean()) {
      draft.remove("If-Range");
    }
    return one(
        draft,
        random,
        "Range",
        "bytes=0-0",
        "bytes=0-",
        "bytes=-1",
        "bytes=1-0",
        "bytes=a-b",
        "bytes=" + "0-0,".repeat(500),
        "items=0-1",
        "bytes=0-99999999999999999999",
        "",
        "bytes");
  }

  private static String conditions(Draft draft, RandomGenerator random) {
    String name =
        Bytes.one(
            random,
            "If-Match",
            "If-None-Match",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "If-Unmodified-Since");
    return one(
        draft,
        random,
        name,
        "",
        "*",
        "\"",
        "\"\"",
        "W/",
        "W/\"1\"",
        "w/\"1\"",
        "\"1\"",
        "1",
        "\"-1\"",
        "\"01\"",
        "\"1.0\"",
        "\"1\", \"2\"",
        "*, \"1\"",
        "\"9223372036854775808\"",
        "\"" + "a".repeat(5_000) + "\"",
        "\"\u00ff\"",
        "\"1\" \"2\"",
        "nonsense",
        "Wed, 21 Oct 2015 07:28:00 GMT",
        "Wed, 99 Oct 2015 99:28:00 GMT",
        "0",
        "-1");
  }

  private static String expect(Draft draft, RandomGenerator random) {
    draft.manner = Probe.Manner.ALONE;
    return one(
        draft, random, "Expect", "100-continue", "100-continue", "200-ok", "", "100-Continue, x");
  }

  private static String upgrade(Draft draft, RandomGenerator random) {
    draft.manner = Probe.Manner.ALONE;
    return switch (random.nextInt(4)) {
      case 0 -> {
        draft.set("Connection", "Upgrade");
        draft.set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        draft.set("Sec-WebSocket-Version", "13");
        yield set(draft, "Upgrade", "websocket");
      }
      case 1 -> {
        draft.set("Connection", "Upgrade, HTTP2-Settings");
        draft.set("HTTP2-Settings", Bytes.one(random, "", "nonsense!", "AA", "A".repeat(5_000)));
        yield set(draft, "Upgrade", "h2c");
      }
      case 2 -> {
        draft.set("Connection", "Upgrade");
        yield one(draft, random, "Upgrade", "", "TLS/1.0", "nonsense", "h2c, websocket");
      }
      default ->
          one(
              draft,
              random,
              "Connection",
              "close",
              "keep-alive, close",
              "Authorization",
              "Content-Length",
              "",
              "x",
              "close, Host");
    };
  }

  private static String origin(Draft draft, RandomGenerator random) {
    if (random.nextBoolean()) {
      draft.set(
          "Access-Control-Request-Method", Bytes.one(random, "GET", "DELETE", "", "\u00ff", "G T"));
      draft.set(
          "Access-Control-Request-Headers",
          Bytes.one(random, "authorization", "", ",".repeat(500), "a b"));
      if (random.nextBoolean()) {
        draft.method = "OPTIONS";
      }
    }
    if (random.nextInt(3) == 0) {
      draft.set("Sec-Fetch-Mode", Bytes.one(random, "cors", "navigate", "", "nonsense"));
    }
    return one(
        draft,
        random,
        "Origin",
        "https://a.invalid",
        "null",
        "",
        "a",
        "https://a.invalid, https://b.invalid",
        "\u00ff",
        "http://[",
        "http://a:-1",
        "*");
  }

  private static String forwarded(Draft draft, RandomGenerator random) {
    String name =
        Bytes.one(
            random,
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "Forwarded",
            "X-HTTP-Method-Override",
            "X-Original-URL",
            "X-Rewrite-URL",
            "X-Real-IP",
            "Orderwire-Forwarded",
            "Via",
            "Max-Forwards");
    return one(
        draft,
        random,
        name,
        "",
        "127.0.0.1",
        "a.invalid",
        "https",
        "99999",
        "-1",
        "for=\"[::1",
        "/../..",
        "DELETE",
        "/admin/v1/partners",
        "\u00ff",
        "1",
        "true",
        "a,".repeat(500));
  }

  private static String requestId(Draft draft, RandomGenerator random) {
    return one(
        draft,
        random,
        "X-Request-Id",
        "",
        "a".repeat(64),
        "a".repeat(65),
        "a b",
        "\u00ff",
        "<script>",
        "a\r\n b",
        "..",
        "\u001b[31m",
        "${7*7}",
        "a\u0000");
  }

  private static String many(Draft draft, RandomGenerator random) {
    int[] counts = {50, 100, 199, 200, 201, 1_000, 3_000};
    int count = counts[random.nextInt(counts.length)];
    StringBuilder fields = new StringBuilder();
    for (int n = 0; n < count; n++) {
      fields.append("X-").append(n).append(": ").append(n).append(END);
    }
    draft.rawFields = fields.toString();
    draft.manner = Probe.Manner.ALONE;
    return count + " header fields more";
  }

  private static String longField(Draft draft, RandomGenerator random) {
    int[] lengths = {4_000, 8_000, 15_000, 16_500, 20_000, 70_000};
    int length = lengths[random.nextInt(lengths.length)];
    draft.manner = Probe.Manner.ALONE;
    if (random.nextInt(3) == 0) {
      draft.rawFields = "a".repeat(length) + ": b" + END;
      return "a field's name of " + length;
    }
    draft.rawFields = "X-Long: " + "a".repeat(length) + END;
    return "a field of " + length;
  }

  private static String none(Draft draft, RandomGenerator random) {
    draft.rawFields =
        Bytes.one(
            random,
            "nonsense" + END,
            ": value" + END,
            "a b: c" + END,
            "a : b" + END,
            " folded: x" + END,
            "X-A: a" + END + " folded" + END,
            "\u00e4: b" + END,
            "X-A: a\u0000b" + END,
            "X-A: \u00ff\u00fe" + END,
            "X-A: a\rb" + END,
            "X-A: \u0001\u0002\u007f" + END,
            "X-A" + END,
            "(x): y" + END,
            "X-A:" + END,
            "\u0000" + END,
            "\t" + END,
            "Content-Length : 5" + END);
    draft.manner = Probe.Manner.NO_REQUEST;
    return "field " + Bytes.visible(draft.rawFields).replace("\n", "");
  }

  private static String cookie(Draft draft, RandomGenerator random) {
    return one(
        draft,
        random,
        "Cookie",
        "JSESSIONID=1",
        "",
        ";;;",
        "a=\"b",
        "$Version=1; a=b",
        "a=" + "b".repeat(4_000),
        "\u00ff=\u00fe",
        "=",
        "a=b; ".repeat(300));
  }

  private static String prefer(Draft draft, RandomGenerator random) {
    return one(
        draft,
        random,
        "Prefer",
        "",
        "wait",
        "wait=",
        "wait=0",
        "wait=-1",
        "wait=1.5",
        "wait=a",
        "wait=\"1\"",
        "wait=1, wait=2",
        "wait=1;a=b",
        "return=minimal",
        "return=",
        "return=x",
        ",,,",
        "=",
        "respond-async",
        "a=b, ".repeat(300),
        "\u00ff",
        "WAIT=1",
        "wait = 1");
  }

  private static String lastEventId(Draft draft, RandomGenerator random) {
    return set(draft, "Last-Event-ID", BadTexts.others(random, draft.known, draft.own));
  }

  private static String idempotencyKey(Draft draft, RandomGenerator random) {
    return one(
        draft,
        random,
        "Idempotency-Key",
        "",
        " ",
        "a",
        "a".repeat(255),
        "a".repeat(256),
        "a b",
        "\u00ff",
        "a\tb",
        "\"a\"",
        "a,b");
  }

  private static String otp(Draft draft, RandomGenerator random) {
    return one(
        draft,
        random,
        "Orderwire-Otp",
        "",
        "000000",
        "00000",
        "0000000",
        "abcdef",
        "-00001",
        "\u00ff",
        "1e5000",
        " 123456",
        "123456, 123456");
  }
}
