package io.orderwire.fuzz.make;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Texts, as {@link Bytes}, that are wrong nearly everywhere, or that programs stumble over. */
final class BadTexts {
  /** No host or port that anything could answer at is among them. */
  private static final String[] FIXED = {
    "",
    " ",
    "0",
    "-1",
    "-0",
    "1.0",
    "1.5",
    "1e3",
    "1e400",
    "007",
    "+1",
    "0x10",
    "1_000",
    "1,000",
    "NaN",
    "Infinity",
    "2147483647",
    "2147483648",
    "-2147483649",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999999999999999999999999",
    "null",
    "undefined",
    "true",
    "[]",
    "{}",
    "\"",
    "'",
    "a b",
    "a,b",
    ",",
    ",,",
    "*",
    "a\u0000b",
    "\u0000",
    "a\tb",
    "a\nb",
    "a\r\nX-Injected: 1",
    "\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
    "\u001b[31m",
    "\u007f",
    Quoted.UMLAUT,
    Quoted.RIGHT_TO_LEFT,
    Quoted.ZERO_WIDTH,
    Quoted.COMBINING,
    Quoted.ASTRAL,
    Quoted.FULL_WIDTH,
    Quoted.ARABIC_DIGITS,
    "\u00ff",
    "\u00c0\u00ae\u00c0\u00ae/",
    "\u00c0\u0080",
    "\u00ed\u00a0\u0080",
    "\u00f8\u0088\u0080\u0080\u0080",
    "\u00f4\u0090\u0080\u0080",
    "\u00e2\u0082",
    "..",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "%2e%2e%2f",
    "%252e%252e",
    "%00",
    "%",
    "%zz",
    "%u0041",
    "/",
    "//",
    ";a=b",
    ".;/",
    "#",
    "?",
    "&",
    "' OR '1'='1",
    "'; DROP TABLE orders; --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${7*7}",
    "#{7*7}",
    "${jndi:ldap://127.0.0.1:1/a}",
    "$(id)",
    "`id`",
    "|id",
    "%s%n%x",
    "{\"$ne\":null}",
    "file:///etc/passwd",
    "http://127.0.0.1:1/",
    "http://[::1]:1/",
    "http://0x7f000001:1/",
    "http://2130706433:1/",
    "http://user:password@127.0.0.1:1/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:-1/",
    "http://a.invalid/",
    "https://a.invalid:0/",
    "https:///",
    "https://",
    "https://[",
    "https://a_b.invalid/%zz",
    "https://xn--.invalid/",
    "javascript:alert(1)",
    "ftp://a.invalid/",
    "//a.invalid/",
    "2026-02-30T06:00:00Z",
    "2026-11-24T06:00:00",
    "2026-11-24",
    "2026-11-24T06:00:00+25:00",
    "2026-11-24T06:00:00-18:01",
    "2026-11-24T23:59:60Z",
    "2026-11-24T24:00:00Z",
    "2026-11-24t06:00:00z",
    "2026-11-24T06:00:00.1234567890123Z",
    "0000-01-01T00:00:00Z",
    "-0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "9999-12-31T23:59:59-18:00",
    "0001-01-01T00:00:00+18:00",
    "10000-01-01T00:00:00Z",
    "+999999999-12-31T23:59:59Z",
    "-999999999-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "00000000-0000-0000-0000-000000000000",
    "0-0-0-0-0",
    "ffffffff-ffff-ffff-ffff-fffffffffffff",
    "wait=-1",
    "wait=",
    "wait=abc",
    "wait=1;wait=0",
    "wait=99999999999999999999x",
    "return=minimal, return=representation",
    "W/",
    "W/\"",
    "\"1\", \"2\"",
    "\"",
    "\"-1\"",
    "\"99999999999999999999\"",
    "beginning",
    "now",
    "events",
    "stream",
    "created-history",
    "gzip",
    "bytes=0-0",
  };

  private static final int[] LENGTHS = {
    33, 64, 65, 129, 256, 257, 1_001, 2_049, 4_097, 8_000, 12_000, 17_000, 40_000
  };

  private BadTexts() {}

  /** Texts that need escapes to be written. */
  private static final class Quoted {
    static final String UMLAUT = Bytes.of("\u00fc");
    static final String RIGHT_TO_LEFT = Bytes.of("abc\u202edcba\u202c");
    static final String ZERO_WIDTH = Bytes.of("a\u200b\u200d\ufeffb");
    static final String COMBINING = Bytes.of("e" + "\u0301".repeat(50));
    static final String ASTRAL = Bytes.of("\ud83d\ude00");
    static final String FULL_WIDTH = Bytes.of("\uff11\uff12");
    static final String ARABIC_DIGITS = Bytes.of("\u0661\u0662");

    private Quoted() {}
  }

  /** Any of them, or a right one that was damaged, or one beyond the bounds of a schema. */
  static String any(
      RandomGenerator random, String right, ObjectNode shape, Known known, Party own) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> damaged(random, right);
      case 2 -> beyond(random, shape, right);
      case 3 -> others(random, known, own);
      case 4 -> long_(random);
      default -> FIXED[random.nextInt(FIXED.length)];
    };
  }

  /** A long text. */
  static String long_(RandomGenerator random) {
    int length = LENGTHS[random.nextInt(LENGTHS.length)];
    String unit =
        Bytes.one(random, "a", "9", "A-", Bytes.of("\u00fc"), Bytes.of("\ud83d\ude00"), "%41");
    return unit.repeat(length / unit.length() + 1)
        .substring(0, length / unit.length() * unit.length());
  }

  /** What belongs to somebody else, or is of another kind. */
  static String others(RandomGenerator random, Known known, Party own) {
    Party other =
        own.equals(known.caller()) && random.nextInt(4) == 0 ? known.subject() : known.victim();
    List<String> all = new ArrayList<>(other.items());
    all.addAll(other.orders());
    all.addAll(other.endpoints());
    all.addAll(other.attempts());
    all.addAll(own.items());
    all.addAll(own.endpoints());
    all.addAll(own.attempts());
    return Party.pick(all, random, "x");
  }

  /** Something was done to a right text. */
  static String damaged(RandomGenerator random, String right) {
    if (right.isEmpty()) {
      return "x";
    }
    int at = random.nextInt(right.length());
    return switch (random.nextInt(14)) {
      case 0 -> right.substring(0, at);
      case 1 -> right.substring(at);
      case 2 -> right + right;
      case 3 -> right + "A";
      case 4 -> right + "\n";
      case 5 -> " " + right;
      case 6 -> right + " ";
      case 7 -> right + "\u0000";
      case 8 -> right.substring(0, at) + (char) (right.charAt(at) ^ 1) + right.substring(at + 1);
      case 9 -> right.substring(0, at) + "=" + right.substring(at);
      case 10 -> right + "==";
      case 11 -> right.toUpperCase(java.util.Locale.ROOT);
      case 12 -> right + "," + right;
      default -> right.substring(0, at) + Bytes.of("\u00e4") + right.substring(at + 1);
    };
  }

  private static String beyond(RandomGenerator random, ObjectNode shape, String right) {
    List<@Nullable String> some = new ArrayList<>();
    if (shape.has("minimum")) {
      some.add(String.valueOf(shape.path("minimum").asLong() - 1));
    }
    if (shape.has("maximum")) {
      some.add(String.valueOf(shape.path("maximum").asLong() + 1));
    }
    if (shape.has("maxLength")) {
      int most = shape.path("maxLength").asInt();
      some.add("m".repeat(most));
      some.add("m".repeat(most + 1));
      some.add(Bytes.of("\ud83d\ude00").repeat(most));
      some.add(Bytes.of("\ud83d\ude00").repeat(most + 1));
    }
    if (shape.path("enum").isArray()) {
      some.add(shape.path("enum").path(0).asString("x").toUpperCase(java.util.Locale.ROOT));
      some.add(shape.path("enum").path(0).asString("x") + " ");
    }
    String chosen = some.isEmpty() ? null : some.get(random.nextInt(some.size()));
    return chosen == null ? damaged(random, right) : chosen;
  }
}
