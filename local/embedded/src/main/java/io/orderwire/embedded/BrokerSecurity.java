package io.orderwire.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A broker that lets nobody in unknown: clients by TLS and SCRAM-SHA-512, its controller by client
 * certificates, and what is not allowed by an ACL is refused. Users other than these are added by
 * the super user.
 *
 * @param authority whose certificates are trusted, in PEM
 * @param own the broker's key and certificates in one file of PEM
 * @param ownName the common name in the broker's certificate
 * @param broker the password of the user {@value #BROKER}, as which brokers talk to each other
 * @param superUser the password of the user {@value #SUPER_USER}, to whom no ACL applies
 */
public record BrokerSecurity(
    Path authority, Path own, String ownName, String broker, String superUser) {
  /** As which brokers talk to each other. */
  public static final String BROKER = "broker";

  /** Who makes users, topics and ACLs. */
  public static final String SUPER_USER = "admin";

  /** Where a broker's settings have its own login. */
  static final String LOGIN = "listener.name.clients.scram-sha-512.sasl.jaas.config";

  private static final String MECHANISM = "SCRAM-SHA-512";

  /**
   * Checks the passwords.
   *
   * @throws IllegalArgumentException if one has characters that settings would have to escape
   */
  public BrokerSecurity {
    requirePlain(broker);
    requirePlain(superUser);
  }

  /** The settings of a client that is a user, in Kafka's names; they hold the password. */
  public static Map<String, String> client(Path authority, String user, String password) {
    requirePlain(password);
    Map<String, String> all = new HashMap<>();
    all.put("security.protocol", "SASL_SSL");
    all.put("ssl.truststore.type", "PEM");
    all.put("ssl.truststore.location", authority.toString());
    all.put("sasl.mechanism", MECHANISM);
    all.put("sasl.jaas.config", login(user, password));
    return all;
  }

  Map<String, String> settings() {
    Map<String, String> all = new HashMap<>();
    all.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:SSL");
    all.put("sasl.enabled.mechanisms", MECHANISM);
    all.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
    all.put(LOGIN, login(BROKER, broker));
    all.put("listener.name.controller.ssl.client.auth", "required");
    all.put("ssl.enabled.protocols", "TLSv1.2,TLSv1.3");
    all.put("ssl.keystore.type", "PEM");
    all.put("ssl.keystore.location", own.toString());
    all.put("ssl.truststore.type", "PEM");
    all.put("ssl.truststore.location", authority.toString());
    all.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    all.put("allow.everyone.if.no.acl.found", "false");
    all.put("super.users", "User:%s;User:%s;User:CN=%s".formatted(BROKER, SUPER_USER, ownName));
    return all;
  }

  /** What the storage is formatted with, a line each, in a file for its owner alone. */
  void writeUsers(Path file) throws IOException {
    String lines =
        Map.of(BROKER, broker, SUPER_USER, superUser).entrySet().stream()
            .map(
                user ->
                    "%s=[name=%s,password=%s]".formatted(MECHANISM, user.getKey(), user.getValue()))
            .collect(Collectors.joining("\n"));
    OwnFiles.write(file, lines.getBytes(StandardCharsets.UTF_8));
  }

  private static String login(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  private static void requirePlain(String password) {
    if (!password.matches("[A-Za-z0-9_-]{20,}")) {
      throw new IllegalArgumentException(
          "a password must be 20 or more of letters, digits, _ and -");
    }
  }

  /** Leaves the passwords out. */
  @Override
  public String toString() {
    return "BrokerSecurity[" + authority + ", " + own + "]";
  }
}
