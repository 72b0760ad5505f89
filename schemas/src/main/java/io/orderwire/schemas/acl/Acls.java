package io.orderwire.schemas.acl;

import io.orderwire.schemas.KafkaAnswers;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/** Brings a principal's ACLs in line with the catalogue. */
public final class Acls {
  private Acls() {}

  /**
   * Adds what is missing and takes away what the role does not need. Blocks until the brokers have
   * answered. May be called again.
   *
   * @param admin of somebody who may alter the cluster
   * @param principal such as {@code User:adapters}; whose ACLs are these alone afterwards
   * @return how many were added and taken away
   * @throws KafkaException if Kafka did not do what was asked
   */
  public static int apply(Admin admin, Role role, String principal) {
    Set<AclBinding> wanted =
        new HashSet<>(
            role.grants().stream().flatMap(grant -> grant.bindings(principal).stream()).toList());
    Set<AclBinding> present =
        new HashSet<>(
            KafkaAnswers.get(
                admin
                    .describeAcls(
                        new AclBindingFilter(
                            ResourcePatternFilter.ANY,
                            new AccessControlEntryFilter(
                                principal, null, AclOperation.ANY, AclPermissionType.ANY)))
                    .values()));
    List<AclBinding> missing = without(wanted, present);
    List<AclBinding> excess = without(present, wanted);
    if (!missing.isEmpty()) {
      KafkaAnswers.get(admin.createAcls(missing).all());
    }
    if (!excess.isEmpty()) {
      KafkaAnswers.get(admin.deleteAcls(excess.stream().map(AclBinding::toFilter).toList()).all());
    }
    return missing.size() + excess.size();
  }

  private static List<AclBinding> without(Collection<AclBinding> all, Set<AclBinding> some) {
    return all.stream().filter(binding -> !some.contains(binding)).toList();
  }
}
