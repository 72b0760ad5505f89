package io.orderwire.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A registry that nobody uses unknown: by TLS, and with a login by HTTP Basic (RFC 7617) for all
 * that its port has. Passwords are kept as hashes.
 *
 * @param certificate what it shows; looked at again while it runs
 * @param users at least one
 */
public record RegistrySecurity(LocalAuthority.Issued certificate, List<User> users) {
  /** Its name in the registry's settings. */
  private static final String TLS = "orderwire";

  private static final String CONFLUENT = "/apis/ccompat/v7/*";

  /** Built into the registry; a part of what is hashed. */
  private static final String REALM = "Quarkus";

  /** What somebody may do. */
  public enum Right {
    /** Reads schemas by Confluent's API. */
    READ("sr-readonly"),
    /** Registers schemas by it as well, and says what a subject keeps to, but deletes nothing. */
    REGISTER("sr-developer"),
    /** May everything, by all of the registry's APIs. */
    ALL("sr-admin");

    private final String role;

    Right(String role) {
      this.role = role;
    }
  }

  /**
   * Who has a login.
   *
   * @param name of letters, digits and -
   * @param password 20 or more of letters, digits, _ and -
   */
  public record User(String name, String password, Right right) {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one has characters that settings would have to escape
     */
    public User {
      if (!name.matches("[A-Za-z0-9-]+")) {
        throw new IllegalArgumentException("a user's name must be of letters, digits and -");
      }
      if (!password.matches("[A-Za-z0-9_-]{20,}")) {
        throw new IllegalArgumentException(
            "a password must be 20 or more of letters, digits, _ and -");
      }
    }

    /** As clients take it: {@code user:password}. */
    public String login() {
      return name + ":" + password;
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "User[" + name + ", " + right + "]";
    }
  }

  /**
   * Copies the users.
   *
   * @throws IllegalArgumentException if there is none
   */
  public RegistrySecurity {
    users = List.copyOf(users);
    if (users.isEmpty()) {
      throw new IllegalArgumentException("a registry with logins needs a user");
    }
  }

  /**
   * In Quarkus's and the registry's names.
   *
   * @param store a file in PKCS #12 with the key and the certificate
   * @param storePassword that file's
   */
  Map<String, String> settings(int port, Path store, String storePassword) {
    Map<String, String> all = new HashMap<>();
    all.put("quarkus.http.insecure-requests", "disabled");
    all.put("quarkus.http.ssl-port", Integer.toString(port));
    all.put("quarkus.http.tls-configuration-name", TLS);
    all.put("quarkus.management.tls-configuration-name", TLS);
    all.put("quarkus.tls." + TLS + ".key-store.p12.path", store.toString());
    all.put("quarkus.tls." + TLS + ".key-store.p12.password", storePassword);
    all.put("quarkus.tls." + TLS + ".protocols", "TLSv1.3,TLSv1.2");
    // The least that it takes.
    all.put("quarkus.tls." + TLS + ".reload-period", "30s");
    all.putAll(logins());
    return all;
  }

  private Map<String, String> logins() {
    Map<String, String> all = new HashMap<>();
    all.put("quarkus.http.auth.basic", "true");
    all.put("quarkus.http.auth.realm", "orderwire");
    String embedded = "quarkus.security.users.embedded.";
    all.put(embedded + "enabled", "true");
    // Hashes are compared in constant time; passwords in plain text would not be.
    all.put(embedded + "plain-text", "false");
    all.put(embedded + "algorithm", "digest-sha-512");
    for (User user : users) {
      all.put(embedded + "users." + user.name(), hash(user));
      all.put(embedded + "roles." + user.name(), user.right().role);
    }
    // Who may do what of Confluent's API: a login for all, and the registry tells reading and
    // writing apart.
    all.put("apicurio.auth.role-based-authorization", "true");
    all.putAll(permission("parts", CONFLUENT, "authenticated"));
    // What is deleted, and all that is beside it, is for those who may everything.
    all.put("quarkus.http.auth.policy.all.roles-allowed", Right.ALL.role);
    all.putAll(permission("deleting", CONFLUENT, "all"));
    all.put("quarkus.http.auth.permission.deleting.methods", "DELETE");
    all.putAll(permission("rest", "/*", "all"));
    return all;
  }

  private static Map<String, String> permission(String name, String paths, String policy) {
    String prefix = "quarkus.http.auth.permission." + name;
    return Map.of(prefix + ".paths", paths, prefix + ".policy", policy);
  }

  private static String hash(User user) {
    try {
      String text = user.name() + ":" + REALM + ":" + user.password();
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-512", e);
    }
  }
}
