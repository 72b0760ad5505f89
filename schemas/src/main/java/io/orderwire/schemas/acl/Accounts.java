package io.orderwire.schemas.acl;

import static org.apache.kafka.clients.admin.ScramMechanism.SCRAM_SHA_512;

import io.orderwire.schemas.KafkaAnswers;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;

/** Gets a Kafka ready in which each part is a user of its own. */
public final class Accounts {
  private static final int ITERATIONS = 8_192;

  private Accounts() {}

  /**
   * Who somebody is.
   *
   * @param user its name in Kafka
   * @param password for SCRAM-SHA-512
   */
  public record Account(Role role, String user, String password) {
    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Account[" + role + ", " + user + "]";
    }
  }

  /**
   * Makes users with these passwords, all topics of the catalogue, and each user's ACLs, or brings
   * them in line. Blocks until the brokers have answered. May be called again.
   *
   * @param client settings of a client that may alter the cluster, in Kafka's names
   * @param replicationFactor of topics that are missing, or -1 for the broker's default
   * @throws KafkaException if Kafka did not do what was asked
   */
  public static void prepare(
      Map<String, ?> client, Collection<Account> accounts, short replicationFactor) {
    try (Admin admin = Admin.create(Map.copyOf(client))) {
      Topics.ensure(admin, TopicCatalogue.all(), replicationFactor);
      KafkaAnswers.get(admin.alterUserScramCredentials(alterations(accounts)).all());
      for (Account account : accounts) {
        Acls.apply(admin, account.role(), "User:" + account.user());
      }
    }
  }

  /**
   * Makes all topics of the catalogue and the ACLs of users that are there already, or brings them
   * in line, as {@link #prepare} does.
   *
   * @param principals by role, such as {@code User:adapters}
   * @return how many ACLs were added and taken away
   */
  public static int permit(
      Map<String, ?> client, Map<Role, String> principals, short replicationFactor) {
    try (Admin admin = Admin.create(Map.copyOf(client))) {
      Topics.ensure(admin, TopicCatalogue.all(), replicationFactor);
      return principals.entrySet().stream()
          .mapToInt(one -> Acls.apply(admin, one.getKey(), one.getValue()))
          .sum();
    }
  }

  private static List<UserScramCredentialAlteration> alterations(Collection<Account> accounts) {
    return accounts.stream()
        .<UserScramCredentialAlteration>map(
            account ->
                new UserScramCredentialUpsertion(
                    account.user(),
                    new ScramCredentialInfo(SCRAM_SHA_512, ITERATIONS),
                    account.password()))
        .toList();
  }
}
