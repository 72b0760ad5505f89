package io.orderwire.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.Trust;
import io.orderwire.embedded.BrokerSecurity;
import io.orderwire.embedded.LocalAuthority;
import io.orderwire.embedded.OwnFiles;
import io.orderwire.schemas.acl.Accounts;
import io.orderwire.schemas.acl.Accounts.Account;
import io.orderwire.schemas.acl.Role;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a system with TLS, logins and ACLs is made of: a certificate authority of its own, a
 * certificate for the broker and one for all else, and for each part a user of Kafka's with a file
 * of settings. All of it is made on the first start, in files that only this user can read, and
 * kept.
 */
final class LocalSecurity {
  private static final String SERVICES = "services";
  private static final String BROKER = "broker";
  private static final int PASSWORD_BYTES = 32;

  private final LocalAuthority authority;
  private final Path users;

  private LocalSecurity(LocalAuthority authority, Path users) {
    this.authority = authority;
    this.users = users;
  }

  /** Reads that of a data directory, and makes what is missing. */
  static LocalSecurity in(Path data) {
    Path users = data.resolve("secrets").resolve("kafka");
    try {
      OwnFiles.makeDirectory(users);
      LocalAuthority authority = LocalAuthority.in(Trust.directory(data));
      for (String name : List.of(SERVICES, BROKER)) {
        if (!authority.hasIssued(name)) {
          authority.issue(name);
        }
      }
      LocalSecurity security = new LocalSecurity(authority, users);
      for (String user : security.userNames()) {
        security.keep(user);
      }
      return security;
    } catch (IOException e) {
      throw new CommandFailure("The secrets in " + users + " can't be used: " + e.getMessage(), e);
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
    Path password = users.resolve(user + ".password");
    if (!Files.exists(password)) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      OwnFiles.write(
          password, Base64.getUrlEncoder().withoutPadding().encodeToString(random).getBytes(UTF_8));
    }
    if (user.equals(BrokerSecurity.BROKER)) {
      return;
    }
    Properties properties = new Properties();
    properties.putAll(BrokerSecurity.client(certificates(), user, password(user)));
    // For programs that take serializer's settings from here, too.
    properties.put("schema.registry.ssl.truststore.type", "PEM");
    properties.put("schema.registry.ssl.truststore.location", certificates().toString());
    StringWriter text = new StringWriter();
    properties.store(text, null);
    OwnFiles.write(clients(user), text.toString().getBytes(UTF_8));
  }

  private String password(String user) {
    Path file = users.resolve(user + ".password");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandFailure(file + " can't be read: " + e.getMessage(), e);
    }
  }
}
