package io.orderwire.fuzz.make;

import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** How long a body is: said in other ways, wrongly, twice, or not at all. */
final class Framing {
  private static final String LENGTH = "Content-Length";
  private static final String END = "\r\n";

  static final Map<String, Change> ALL =
      Map.of(
          "chunked", Framing::chunked,
          "broken chunks", Framing::broken,
          "cut", Framing::cut,
          "odd length", Framing::odd,
          "both lengths", Framing::both,
          "transfer coding", Framing::coding,
          "line ends", Framing::lineEnds);

  private Framing() {}

  private static String chunk(String size, String content) {
    return size + END + content + END;
  }

  private static String hex(int size) {
    return Integer.toHexString(size);
  }

  private static String chunked(Draft draft, RandomGenerator random) {
    String body = draft.content();
    StringBuilder out = new StringBuilder("Transfer-Encoding: chunked" + END + END);
    for (int at = 0; at < body.length(); ) {
      int size = Math.min(body.length() - at, 1 + random.nextInt(64));
      String extension = Bytes.one(random, "", "", ";a", ";a=b", ";a=\"b c\"");
      out.append(
          chunk(hex(size).toUpperCase(Locale.ROOT) + extension, body.substring(at, at + size)));
      at += size;
    }
    out.append("0").append(END);
    out.append(Bytes.one(random, "", "", "X-Trailer: a" + END, "Authorization: Bearer x" + END));
    draft.framed = out.append(END).toString();
    draft.manner = Probe.Manner.ALONE;
    return "chunks";
  }

  private static String broken(Draft draft, RandomGenerator random) {
    String size =
        Bytes.one(
            random,
            "zz",
            "-1",
            "",
            "+5",
            "0x5",
            "5 5",
            "fffffffffffffffff",
            "7fffffff",
            "80000000",
            "ffffffff",
            ";",
            "5;" + "a".repeat(20_000),
            "\u0000",
            "00000000000000000000005");
    draft.framed =
        "Transfer-Encoding: chunked" + END + END + chunk(size, "{\"a\":") + chunk("0", "");
    draft.manner = Probe.Manner.CUT;
    return "a chunk of size " + (size.length() > 30 ? size.substring(0, 30) + "…" : size);
  }

  private static String cut(Draft draft, RandomGenerator random) {
    draft.manner = Probe.Manner.NO_REQUEST;
    String body = draft.content();
    if (random.nextBoolean()) {
      draft.framed =
          "Transfer-Encoding: chunked" + END + END + hex(body.length() + 10) + END + body;
      return "a chunk that is cut";
    }
    draft.framed = LENGTH + ": " + (body.length() + 1 + random.nextInt(100)) + END + END + body;
    return "less than " + LENGTH + " says";
  }

  private static String odd(Draft draft, RandomGenerator random) {
    String body = draft.content();
    int length = body.length();
    String value =
        switch (random.nextInt(14)) {
          case 0 -> "-1";
          case 1 -> "+" + length;
          case 2 -> length + ".0";
          case 3 -> "0x" + hex(length);
          case 4 -> "";
          case 5 -> length + ", " + (length + 1);
          case 6 -> "99999999999999999999";
          case 7 -> "9223372036854775807";
          case 8 -> "abc";
          case 9 -> "0" + length;
          case 10 -> length + "\u0000";
          case 11 -> String.valueOf(Math.max(0, length - 1));
          case 12 -> length + END + LENGTH + ": " + (length + 1);
          default -> length + END + LENGTH + ": " + length;
        };
    draft.framed = LENGTH + ": " + value + END + END + body;
    draft.manner = Probe.Manner.NO_REQUEST;
    return LENGTH + ": " + value;
  }

  private static String both(Draft draft, RandomGenerator random) {
    String body = draft.content();
    String chunks = (body.isEmpty() ? "" : chunk(hex(body.length()), body)) + "0" + END + END;
    String hidden = "GET /v1/subscriptions HTTP/1.1" + END + "Host: a" + END + END;
    String fields =
        random.nextBoolean()
            ? "Transfer-Encoding: chunked" + END + LENGTH + ": " + (chunks + hidden).length() + END
            : LENGTH + ": " + (chunks + hidden).length() + END + "Transfer-Encoding: chunked" + END;
    draft.framed = fields + END + chunks + hidden;
    draft.manner = Probe.Manner.CUT;
    return "both " + LENGTH + " and Transfer-Encoding";
  }

  private static String coding(Draft draft, RandomGenerator random) {
    String value =
        Bytes.one(
            random,
            "xchunked",
            "chunked, identity",
            "identity",
            "gzip, chunked",
            "chunked, chunked",
            "\u000bchunked",
            "chunked;q=1",
            "nonsense",
            "",
            "Chunked",
            " chunked ",
            "chunked,",
            "chunked" + END + "Transfer-Encoding: identity");
    String body = draft.content();
    draft.framed =
        "Transfer-Encoding: "
            + value
            + END
            + END
            + (body.isEmpty() ? "" : chunk(hex(body.length()), body))
            + "0"
            + END
            + END;
    draft.manner = Probe.Manner.NO_REQUEST;
    return "Transfer-Encoding: " + value;
  }

  private static String lineEnds(Draft draft, RandomGenerator random) {
    draft.lineEnd = Bytes.one(random, "\n", "\r", "\r\r\n", " \r\n", "\n\r");
    draft.manner = Probe.Manner.NO_REQUEST;
    return "lines that end " + Bytes.visible(draft.lineEnd).strip();
  }
}
