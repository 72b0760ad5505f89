package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a request, at most 16 KiB.
 *
 * @param bytes as it was sent; not copied
 */
record Body(byte[] bytes) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int LARGEST = 16_384;
  private static final Set<String> TYPES =
      Set.of("application/json", "application/merge-patch+json");

  /** Reads it; refuses what is no JSON by its type, and what is too large. */
  static Body of(HttpServletRequest request) throws IOException {
    requireJson(request);
    byte[] bytes = request.getInputStream().readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw RefusedException.of(
          ErrorCode.TOO_LARGE, "The body is larger than " + LARGEST + " bytes.");
    }
    return new Body(bytes);
  }

  /** Refuses what is sent as something else, such as a form, before anything of it is read. */
  static void requireJson(HttpServletRequest request) {
    String type = request.getContentType();
    if (type != null
        && !TYPES.contains(type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))) {
      throw RefusedException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
    }
  }

  /** The one JSON object that it is. */
  ObjectNode object() {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      // Answered below: what it should be. The parser's words may show a part of the body.
    }
    throw RefusedException.of(
        ErrorCode.INVALID_JSON, "The body is not one JSON object with distinct members.");
  }

  /** SHA-256 of it in hexadecimal. */
  String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Its members. */
  Fields fields(Set<String> known) {
    return Fields.of(object(), known);
  }

  /** The members of a body that may be missing. */
  Optional<Fields> optionalFields(Set<String> known) {
    return bytes.length == 0 ? Optional.empty() : Optional.of(fields(known));
  }
}
