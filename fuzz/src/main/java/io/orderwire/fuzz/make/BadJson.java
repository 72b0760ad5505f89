package io.orderwire.fuzz.make;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** What stands for a value in JSON and is wrong, as {@link Bytes}; not all of it is JSON. */
final class BadJson {
  private static final String[] FIXED = {
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1",
    "-0",
    "1.5",
    "1.0",
    "1e3",
    "1e400",
    "-1e400",
    "1e-400",
    "1E1000000000",
    "007",
    "+1",
    ".5",
    "1.",
    "0x10",
    "NaN",
    "Infinity",
    "-Infinity",
    "2147483647",
    "2147483648",
    "-2147483649",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "9007199254740993",
    "\"\"",
    "\"1\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"a\\ud800b\"",
    "\"\\u202e\\u200b\\ufeff\"",
    "\"\\x41\"",
    "\"\\u00zz\"",
    "\"\\u12\"",
    "\"\\",
    "\"unended",
    "'single'",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "[{}]",
    "[1,2,3]",
    "[\"a\",\"a\"]",
    "{\"a\":1}",
    "{\"\":1}",
    "{\"a\":1,\"a\":2}",
    "{\"__proto__\":{\"a\":1}}",
    "{\"@type\":\"x\"}",
    "[",
    "{",
    "]",
    "",
    "// comment\n1",
    "/* comment */1",
    "undefined",
    "TRUE",
    "\"a\" \"b\"",
    "1 2",
    "{\"a\"}",
    "{a:1}",
    "[1,]",
    "{\"a\":1,}",
  };

  private static final int[] DEEP = {100, 500, 999, 1_001, 2_000, 5_000};
  private static final int[] DIGITS = {100, 999, 1_001, 10_000};
  private static final int[] LENGTHS = {129, 257, 1_001, 2_049, 17_000, 70_000, 270_000};

  private BadJson() {}

  static String any(
      RandomGenerator random, String right, ObjectNode shape, Known known, Party own) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> quoted(random, BadTexts.any(random, right, shape, known, own));
      case 4 -> beyond(random, shape, right);
      case 5 -> deep(random);
      case 6 -> "9".repeat(DIGITS[random.nextInt(DIGITS.length)]);
      case 7 -> quoted(random, "a".repeat(LENGTHS[random.nextInt(LENGTHS.length)]));
      default -> FIXED[random.nextInt(FIXED.length)];
    };
  }

  static String quoted(RandomGenerator random, String text) {
    return '"' + Bytes.json(text, random.nextInt(4) > 0) + '"';
  }

  static String deep(RandomGenerator random) {
    int depth = DEEP[random.nextInt(DEEP.length)];
    return switch (random.nextInt(3)) {
      case 0 -> "[".repeat(depth) + "]".repeat(depth);
      case 1 -> "[".repeat(depth);
      default -> "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    };
  }

  private static String beyond(RandomGenerator random, ObjectNode shape, String right) {
    List<String> some = new ArrayList<>();
    if (shape.has("minimum")) {
      some.add(String.valueOf(shape.path("minimum").asLong() - 1));
      some.add(shape.path("minimum").asLong() + ".5");
    }
    if (shape.has("maximum")) {
      some.add(String.valueOf(shape.path("maximum").asLong() + 1));
      some.add(String.valueOf(shape.path("maximum").asLong()));
    }
    for (String bound : List.of("minLength", "maxLength")) {
      if (shape.has(bound)) {
        int length = shape.path(bound).asInt();
        some.add(quoted(random, "m".repeat(Math.max(0, length - 1))));
        some.add(quoted(random, "m".repeat(length + 1)));
        some.add(quoted(random, Bytes.of("\ud83d\ude00").repeat(length + 1)));
      }
    }
    if (shape.path("enum").isArray()) {
      some.add(quoted(random, shape.path("enum").path(0).asString("x") + " "));
      some.add(
          quoted(
              random, shape.path("enum").path(0).asString("x").toUpperCase(java.util.Locale.ROOT)));
    }
    if (shape.has("items")) {
      int most = shape.path("maxItems").asInt(1_000);
      String one =
          right.startsWith("[") && right.length() > 2
              ? right.substring(1, right.length() - 1)
              : "1";
      some.add("[" + (one + ",").repeat(most) + one + "]");
      some.add("[" + one + "," + one + "]");
      some.add("[" + one + ",null]");
    }
    if (some.isEmpty()) {
      some.add(quoted(random, BadTexts.damaged(random, right)));
    }
    return some.get(random.nextInt(some.size()));
  }
}
