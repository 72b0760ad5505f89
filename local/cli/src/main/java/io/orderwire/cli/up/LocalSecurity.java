package io.orderwire.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.Trust;
import io.orderwire.embedded.BrokerSecurity;
import io.orderwire.embedded.LocalAuthority;
import io.orderwire.embedded.OwnFiles;
import io.orderwire.embedded.Passwords;
import io.orderwire.embedded.RegistrySecurity;
import io.orderwire.embedded.RegistrySecurity.Right;
import io.orderwire.schemas.acl.Accounts;
import io.orderwire.schemas.acl.Accounts.Account;
import io.orderwire.schemas.acl.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a system with TLS, logins and ACLs is made of: a certificate authority of its own, a
 * certificate for the broker and one for all else, and for each part a user of Kafka's with a file
 * of settings, and a login at the registry. All of it is made on the first start, in files that
 * only this user can read, and kept.
 */
final class LocalSecurity {
  private static final String SERVICES = "services";
  private static final String BROKER = "broker";

  private final LocalAuthority authority;
  private final Path users;
  private final Path logins;

  private LocalSecurity(LocalAuthority authority, Path secrets) {
    this.authority = authority;
    this.users = secrets.resolve("kafka");
    this.logins = secrets.resolve("registry");
  }

  /** Reads that of a data directory, and makes what is missing. */
  static LocalSecurity in(Path data) {
    Path secrets = data.resolve("secrets");
    try {
      LocalAuthority authority = LocalAuthority.in(Trust.directory(data));
      for (String name : List.of(SERVICES, BROKER)) {
        if (!authority.hasIssued(name)) {
          authority.issue(name);
        }
      }
      LocalSecurity security = new LocalSecurity(authority, secrets);
      OwnFiles.makeDirectory(security.users);
      OwnFiles.makeDirectory(security.logins);
      for (String user : security.userNames()) {
        security.keep(user);
      }
      return security;
    } catch (IOException e) {
      throw new CommandFailure(
          "The secrets in " + secrets + " can't be used: " + e.getMessage(), e);
    }
  }

  /** The authority's certificate. */
  Path certificates() {
    return authority.certificate();
  }

  /** The certificate of the registry and of the services. */
  LocalAuthority.Issued services() {
    return authority.issuedTo(SERVICES);
  }

  /** What the registry is told. */
  RegistrySecurity registry() {
    List<RegistrySecurity.User> all = new ArrayList<>();
    all.add(registryUser(BrokerSecurity.SUPER_USER, Right.ALL));
    for (Role role : Role.values()) {
      all.add(registryUser(role.called(), role.writes() ? Right.REGISTER : Right.READ));
    }
    return new RegistrySecurity(services(), all);
  }

  private RegistrySecurity.User registryUser(String user, Right right) {
    String password = line(registryLogin(user)).substring(user.length() + 1);
    return new RegistrySecurity.User(user, password, right);
  }

  /** A part's login at the registry, {@code user:password}. */
  Path registryLogin(Role role) {
    return registryLogin(role.called());
  }

  private Path registryLogin(String user) {
    return logins.resolve(user + ".login");
  }

  /** What the broker is told. */
  BrokerSecurity broker() {
    return new BrokerSecurity(
        certificates(),
        authority.issuedTo(BROKER).both(),
        BROKER,
        password(BrokerSecurity.BROKER),
        password(BrokerSecurity.SUPER_USER));
  }

  /** Settings of a part's clients, in Kafka's names, with its password. */
  Path clients(Role role) {
    return clients(role.called());
  }

  private Path clients(String user) {
    return users.resolve(user + ".properties");
  }

  /** Makes users, topics and ACLs, or brings them in line. */
  void prepare(String bootstrapServers) {
    Map<String, String> client =
        new HashMap<>(
            BrokerSecurity.client(
                certificates(), BrokerSecurity.SUPER_USER, password(BrokerSecurity.SUPER_USER)));
    client.put("bootstrap.servers", bootstrapServers);
    List<Account> accounts =
        Arrays.stream(Role.values())
            .map(role -> new Account(role, role.called(), password(role.called())))
            .toList();
    Accounts.prepare(client, accounts, (short) 1);
  }

  private List<String> userNames() {
    List<String> all = new ArrayList<>(List.of(BrokerSecurity.BROKER, BrokerSecurity.SUPER_USER));
    Arrays.stream(Role.values()).map(Role::called).forEach(all::add);
    return all;
  }

  private void keep(String user) throws IOException {
    keep(users.resolve(user + ".password"), "");
    if (user.equals(BrokerSecurity.BROKER)) {
      return;
    }
    // Another one than Kafka's, which the registry is not to know.
    keep(registryLogin(user), user + ":");
    Properties properties = new Properties();
    properties.putAll(BrokerSecurity.client(certificates(), user, password(user)));
    // For programs that take serializer's settings from here, too.
    properties.put("schema.registry.ssl.truststore.type", "PEM");
    properties.put("schema.registry.ssl.truststore.location", certificates().toString());
    properties.put("basic.auth.credentials.source", "USER_INFO");
    properties.put("basic.auth.user.info", line(registryLogin(user)));
    OwnFiles.write(clients(user), properties);
  }

  /** Makes a password where there is none, behind what goes before it. */
  private static void keep(Path file, String before) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    OwnFiles.write(file, (before + Passwords.random()).getBytes(UTF_8));
  }

  private String password(String user) {
    return line(users.resolve(user + ".password"));
  }

  private static String line(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandFailure(file + " can't be read: " + e.getMessage(), e);
    }
  }
}
