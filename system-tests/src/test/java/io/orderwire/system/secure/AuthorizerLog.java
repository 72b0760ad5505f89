package io.orderwire.system.secure;

import io.orderwire.schemas.acl.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;

/** What the broker's authorizer was asked, and what it said. */
final class AuthorizerLog {
  private static final Pattern LINE =
      Pattern.compile(
          "Principal = User:(\\S+) is (Allowed|Denied) operation = (\\S+) from host = \\S+"
              + " on resource = (\\w+):LITERAL:(\\S+) for request = (\\w+)");

  private final List<Asked> asked;

  private AuthorizerLog(List<Asked> asked) {
    this.asked = asked;
  }

  record Asked(
      String user, boolean allowed, String operation, String type, String name, String request) {}

  static AuthorizerLog read(Path brokerLog) throws IOException {
    return new AuthorizerLog(
        LINE.matcher(Files.readString(brokerLog))
            .results()
            .map(
                line ->
                    new Asked(
                        line.group(1),
                        line.group(2).equals("Allowed"),
                        line.group(3),
                        plain(line.group(4)),
                        line.group(5),
                        line.group(6)))
            .distinct()
            .toList());
  }

  /** What was refused to a role, in words. */
  Set<String> refused(Role role) {
    Set<String> all = new TreeSet<>();
    asked.stream()
        .filter(one -> one.user().equals(role.called()) && !one.allowed())
        .forEach(one -> all.add(one.toString()));
    return all;
  }

  /** What a role may and never did, in words. */
  Set<String> unused(Role role) {
    Set<String> all = new TreeSet<>();
    for (var grant : role.grants()) {
      for (AclBinding binding : grant.bindings("User:" + role.called())) {
        if (asked.stream().noneMatch(one -> uses(one, role, binding))) {
          all.add(binding.entry().operation() + " " + binding.pattern().name());
        }
      }
    }
    return all;
  }

  private static boolean uses(Asked one, Role role, AclBinding binding) {
    boolean named =
        binding.pattern().patternType() == PatternType.PREFIXED
            ? one.name().startsWith(binding.pattern().name())
            : one.name().equals(binding.pattern().name());
    return one.allowed()
        && named
        && one.user().equals(role.called())
        && one.operation().equals(binding.entry().operation().name())
        && one.type().equals(plain(binding.pattern().resourceType().name()));
  }

  private static String plain(String type) {
    return type.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
