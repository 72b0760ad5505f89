package io.orderwire.verify.run;

import io.orderwire.processes.LocalSystem;
import io.orderwire.processes.Part;
import io.orderwire.processes.Service;
import io.orderwire.verify.inject.Site;
import io.orderwire.verify.nemesis.Role;
import io.orderwire.verify.nemesis.Target;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The processes of a system, as the nemesis calls them. */
final class Sites {
  private Sites() {}

  static Map<Target, Site> of(LocalSystem system) {
    Map<Target, Site> sites = new HashMap<>();
    Map<Role, Integer> counts = new EnumMap<>(Role.class);
    system
        .parts()
        .forEach(
            (name, part) -> {
              Role role = role(name.replaceFirst("-.*", ""));
              int number = counts.merge(role, 1, Integer::sum);
              sites.put(new Target(role, number), site(system, name, part));
            });
    return sites;
  }

  private static Role role(String kind) {
    return switch (kind) {
      case "broker" -> Role.BROKER;
      case "registry" -> Role.REGISTRY;
      case "ingest" -> Role.PRODUCER;
      case "processor" -> Role.PROCESSOR;
      case "adapter" -> Role.ADAPTER;
      default -> throw new IllegalArgumentException("no kind of process: " + kind);
    };
  }

  private static Site site(LocalSystem system, String name, Part part) {
    Optional<Path> state =
        part instanceof Service service ? Optional.of(service.data()) : Optional.empty();
    return new Site(part, name, system.network(), system.disk(name), system.clock(name), state);
  }
}
