package io.orderwire.schemas.acl;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What may be done with one resource of Kafka's.
 *
 * @param type what it is
 * @param name its name, or what names begin with
 * @param prefixed whether the name is only what names begin with
 * @param operations what may be done; READ and WRITE allow DESCRIBE as well
 * @param reason what it is for
 */
public record Grant(
    ResourceType type, String name, boolean prefixed, Set<AclOperation> operations, String reason) {

  /** Copies the operations. */
  public Grant {
    requireNonNull(type, "type");
    requireNonNull(name, "name");
    operations = Set.copyOf(operations);
    if (operations.isEmpty()) {
      throw new IllegalArgumentException("a grant needs an operation");
    }
  }

  static Grant topic(String name, String reason, AclOperation... operations) {
    return new Grant(ResourceType.TOPIC, name, false, Set.of(operations), reason);
  }

  static Grant topics(String prefix, String reason, AclOperation... operations) {
    return new Grant(ResourceType.TOPIC, prefix, true, Set.of(operations), reason);
  }

  /** Of {@code orders.moving} and {@code orders.moved}, in all generations. */
  static Grant ofMoves() {
    return topics("orders.mov", "whether its topics are moved elsewhere", AclOperation.DESCRIBE);
  }

  static Grant group(String name, String reason) {
    return new Grant(ResourceType.GROUP, name, false, Set.of(AclOperation.READ), reason);
  }

  static Grant groups(String prefix, String reason) {
    return new Grant(ResourceType.GROUP, prefix, true, Set.of(AclOperation.READ), reason);
  }

  static Grant transactions(String prefix, String reason) {
    return new Grant(
        ResourceType.TRANSACTIONAL_ID, prefix, true, Set.of(AclOperation.WRITE), reason);
  }

  /** One ACL for each operation, from any host. */
  public List<AclBinding> bindings(String principal) {
    PatternType pattern = prefixed ? PatternType.PREFIXED : PatternType.LITERAL;
    List<AclBinding> all = new ArrayList<>();
    for (AclOperation operation : new TreeSet<>(operations)) {
      all.add(
          new AclBinding(
              new ResourcePattern(type, name, pattern),
              new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
    }
    return all;
  }

  /** The arguments of Kafka's {@code kafka-acls.sh} that make them. */
  public String command(String principal) {
    StringBuilder line = new StringBuilder("--add --allow-principal '" + principal + "'");
    new TreeSet<>(operations)
        .forEach(operation -> line.append(" --operation ").append(called(operation)));
    line.append(
        switch (type) {
          case TOPIC -> " --topic ";
          case GROUP -> " --group ";
          case TRANSACTIONAL_ID -> " --transactional-id ";
          default -> throw new IllegalStateException("no grant is on a " + type);
        });
    line.append("'").append(name).append("'");
    if (prefixed) {
      line.append(" --resource-pattern-type prefixed");
    }
    return line.toString();
  }

  /** The operations in the words of {@code kafka-acls.sh}. */
  public String called() {
    return String.join(", ", new TreeSet<>(operations).stream().map(Grant::called).toList());
  }

  private static String called(AclOperation operation) {
    StringBuilder name = new StringBuilder();
    for (String word : operation.name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}
