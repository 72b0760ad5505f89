package io.orderwire.cli.acls;

import io.orderwire.cli.CommandFailure;
import io.orderwire.schemas.ClientFile;
import io.orderwire.schemas.acl.Accounts;
import io.orderwire.schemas.acl.Role;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire acls}: the least that each part needs, printed or applied. */
@Command(
    name = "acls",
    description = {
      "Prints the rights in Kafka that each part needs, as arguments of kafka-acls.sh.",
      "With --apply it makes the topics and these ACLs, and takes from these principals what they",
      "do not need. Users are yours to make."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./orderwire acls --principal adapters=User:orders-delivery",
      "  ./orderwire acls --apply --bootstrap-servers kafka:9093 --client-properties"
          + " admin.properties"
    })
public final class AclsCommand implements Callable<Integer> {
  @Option(
      names = "--principal",
      paramLabel = "PART=PRINCIPAL",
      description = {
        "Who a part is; may be given several times, and then only these parts are meant (default:",
        "each part is the user of its name, such as adapters=User:adapters)."
      })
  private Map<String, String> principals = new LinkedHashMap<>();

  @Option(names = "--apply", description = "Make them, in place of printing them.")
  private boolean apply;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "The Kafka to apply them to.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--client-properties",
      paramLabel = "FILE",
      description = "Settings of a client that may alter the cluster, in Kafka's names.")
  private @Nullable Path clientProperties;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "-1",
      description = "Of topics that are missing (default: the broker's).")
  private short replicationFactor = -1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<Role, String> all = parts();
    PrintWriter out = spec.commandLine().getOut();
    if (!apply) {
      all.forEach(
          (part, principal) ->
              part.grants().forEach(grant -> out.println(grant.command(principal))));
      out.flush();
      return 0;
    }
    if (bootstrapServers == null) {
      throw new CommandFailure("--apply needs --bootstrap-servers.");
    }
    try {
      Map<String, Object> client = new HashMap<>();
      if (clientProperties != null) {
        client.putAll(ClientFile.read(clientProperties));
      }
      client.put("bootstrap.servers", bootstrapServers);
      out.println(Accounts.permit(client, all, replicationFactor) + " ACLs changed");
      out.flush();
      return 0;
    } catch (RuntimeException e) { // of the file, or Kafka's, which this module does not know
      throw new CommandFailure("The ACLs could not be made: " + e.getMessage(), e);
    }
  }

  private Map<Role, String> parts() {
    if (principals.isEmpty()) {
      return Arrays.stream(Role.values())
          .collect(
              Collectors.toMap(
                  part -> part,
                  part -> "User:" + part.called(),
                  (one, other) -> one,
                  LinkedHashMap::new));
    }
    Map<Role, String> named = new LinkedHashMap<>();
    principals.forEach(
        (name, principal) ->
            named.put(
                Role.of(name)
                    .orElseThrow(
                        () ->
                            new CommandFailure(
                                "There is no part "
                                    + name
                                    + "; there are "
                                    + Arrays.stream(Role.values())
                                        .map(Role::called)
                                        .collect(Collectors.joining(", "))
                                    + ".")),
                principal));
    return named;
  }
}
