package io.orderwire.fuzz.make;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/** Bodies that are not what their fields say, or are too much. */
final class Contents {
  private static final int BOMB = 12 << 20;

  static final Map<String, Change> ALL =
      Map.of(
          "media type", Contents::type,
          "media type twice", Contents::twice,
          "compressed", Contents::gzip,
          "encoding", Contents::encoding,
          "another text", Contents::text,
          "a body where none is", Contents::unwanted,
          "empty body", Contents::empty,
          "large body", Contents::large);

  private Contents() {}

  private static String with(Draft draft, String body, String what) {
    draft.body = body;
    return what;
  }

  private static String type(Draft draft, RandomGenerator random) {
    String value =
        Bytes.one(
            random,
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=a",
            "multipart/form-data",
            "application/json; charset=utf-16",
            "application/json;charset=nonsense",
            "application/json;charset=",
            "application/json;;;",
            "application/json; a=\"",
            "application/JSON",
            "application/problem+json",
            "application/x-ndjson",
            "application/octet-stream",
            "application/merge-patch+json",
            "application/",
            "/",
            ";",
            "*/*",
            "application/*",
            "json",
            "",
            "a/" + "b".repeat(5_000),
            "text/html\u0000",
            "\u00e4/\u00f6",
            "application/json, text/plain");
    if (random.nextInt(5) == 0) {
      draft.remove("Content-Type");
      return "no Content-Type";
    }
    draft.set("Content-Type", value);
    return "Content-Type: " + (value.length() > 50 ? value.substring(0, 50) + "…" : value);
  }

  private static String twice(Draft draft, RandomGenerator random) {
    draft.add("Content-Type", Bytes.one(random, "application/json", "text/plain", ""));
    return "Content-Type twice";
  }

  private static String gzip(Draft draft, RandomGenerator random) {
    draft.set("Content-Encoding", Bytes.one(random, "gzip", "gzip", "x-gzip", "GZIP"));
    String plain = draft.content();
    return switch (random.nextInt(7)) {
      case 0 -> with(draft, plain, "gzip that is none");
      case 1 -> {
        String whole = gzipped(plain.getBytes(ISO_8859_1));
        draft.body = whole.substring(0, random.nextInt(whole.length()));
        yield "gzip that is cut";
      }
      case 2 -> with(draft, gzipped(new byte[BOMB]), "gzip of 12 MiB");
      case 3 ->
          with(draft, gzipped(plain.getBytes(ISO_8859_1)) + "trailing", "gzip with more behind it");
      case 4 ->
          with(
              draft,
              gzipped(gzipped(plain.getBytes(ISO_8859_1)).getBytes(ISO_8859_1)),
              "gzip of gzip");
      case 5 -> {
        String whole = gzipped(plain.getBytes(ISO_8859_1));
        int at = 10 + random.nextInt(Math.max(1, whole.length() - 10));
        draft.body =
            whole.substring(0, at)
                + (char) (whole.charAt(Math.min(at, whole.length() - 1)) ^ 0x55)
                + whole.substring(Math.min(at + 1, whole.length()));
        yield "gzip that is damaged";
      }
      default -> with(draft, gzipped(plain.getBytes(ISO_8859_1)), "gzip");
    };
  }

  private static String gzipped(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.text(out.toByteArray());
  }

  private static String encoding(Draft draft, RandomGenerator random) {
    String value =
        Bytes.one(
            random, "br", "deflate", "zstd", "gzip, gzip", "identity, gzip", "", "nonsense", "*");
    draft.set("Content-Encoding", value);
    return "Content-Encoding: " + value;
  }

  private static String text(Draft draft, RandomGenerator random) {
    String body = draft.content();
    return switch (random.nextInt(12)) {
      case 0 -> with(draft, "\u00ef\u00bb\u00bf" + body, "a byte order mark");
      case 1 ->
          with(draft, Bytes.text(new String(Bytes.raw(body), UTF_8).getBytes(UTF_16LE)), "UTF-16");
      case 2 ->
          with(
              draft,
              body.isEmpty() ? "{" : body.substring(0, random.nextInt(body.length())),
              "a body that is cut");
      case 3 ->
          with(
              draft,
              body + Bytes.one(random, "x", "{}", "\u0000", "]", ",", "\n\n{}", body),
              "more behind the body");
      case 4 -> with(draft, BadJson.deep(random), "a deep body");
      case 5 ->
          with(
              draft,
              Bytes.one(random, "null", "true", "1", "\"a\"", "[]", "[{}]", "{}", "NaN", "'"),
              "another body");
      case 6 -> {
        int at = body.isEmpty() ? 0 : random.nextInt(body.length());
        draft.body = body.substring(0, at) + "\u00ff\u00fe" + body.substring(at);
        yield "bytes that are no UTF-8";
      }
      case 7 -> with(draft, "[" + body + "," + body + "]", "an array of it");
      case 8 ->
          with(
              draft,
              body.startsWith("{") ? "{\"colour\":\"red\"," + body.substring(1) : "{\"a\":1}",
              "an unknown member");
      case 9 ->
          with(
              draft,
              body.startsWith("{")
                  ? body.substring(0, body.length() - 1) + "," + body.substring(1)
                  : "{}",
              "all members twice");
      case 10 -> with(draft, body + "\n" + body + "\r\n\n" + body, "lines of it");
      default -> with(draft, " \t\r\n".repeat(1_000) + body, "white space first");
    };
  }

  private static String unwanted(Draft draft, RandomGenerator random) {
    draft.body = Bytes.one(random, "{}", "{\"a\":1}", "nonsense", "[1]", "\u0000");
    if (random.nextBoolean()) {
      draft.set("Content-Type", Bytes.one(random, "application/json", "text/plain"));
    }
    return "another body";
  }

  private static String empty(Draft draft, RandomGenerator random) {
    draft.body = random.nextBoolean() ? "" : null;
    return draft.body == null ? "no body" : "an empty body";
  }

  private static String large(Draft draft, RandomGenerator random) {
    int[] sizes = {4_097, 17_000, 70_000, 300_000, 1 << 20, 5 << 20};
    int size = sizes[random.nextInt(random.nextInt(4) == 0 ? sizes.length : 4)];
    String unit = Bytes.one(random, " ", "a", "[", "\u0000");
    draft.body = (random.nextBoolean() ? draft.content() : "\"") + unit.repeat(size);
    return size + " bytes more";
  }
}
