package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The keys of one test system, made anew each time, in files as the services read them.
 *
 * @param serviceKey lets at the producer service
 * @param serviceKeys file with the hash of {@code serviceKey}
 * @param operatorToken lets at the operator API
 * @param operatorTokens file that holds {@code operatorToken}
 * @param streamTokenKey file with the key that stream tokens are made with
 * @param webhookKey file with the key that webhooks' secrets are stored under
 */
record Secrets(
    String serviceKey,
    Path serviceKeys,
    String operatorToken,
    Path operatorTokens,
    Path streamTokenKey,
    Path webhookKey) {

  static Secrets writeTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    String serviceKey = "ows_" + random(Base64.getUrlEncoder().withoutPadding());
    String operatorToken = "owa_" + random(Base64.getUrlEncoder().withoutPadding());
    return new Secrets(
        serviceKey,
        Files.writeString(
            directory.resolve("service-keys"), "system-tests=" + sha256(serviceKey) + "\n"),
        operatorToken,
        Files.writeString(directory.resolve("operator-token"), operatorToken + "\n"),
        Files.writeString(
            directory.resolve("stream-token-key"), random(Base64.getEncoder()) + "\n"),
        Files.writeString(directory.resolve("webhook-key"), random(Base64.getEncoder()) + "\n"));
  }

  private static String random(Base64.Encoder encoder) {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return encoder.encodeToString(bytes);
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
