package io.orderwire.verify.run;

import io.orderwire.processes.LocalSystem;
import io.orderwire.processes.Part;
import io.orderwire.processes.Service;
import io.orderwire.verify.inject.Site;
import io.orderwire.verify.nemesis.Role;
import io.orderwire.verify.nemesis.Target;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of a system, as the nemesis calls them. */
final class Sites {
  private final LocalSystem system;
  private final Map<Target, Site> sites = new HashMap<>();

  private Sites(LocalSystem system) {
    this.system = system;
  }

  static Map<Target, Site> of(LocalSystem system) {
    Sites all = new Sites(system);
    all.add(Role.PRODUCER, "ingest", List.of(system.ingestService()));
    all.add(Role.REGISTRY, "registry", List.of(system.registry()));
    all.add(Role.BROKER, "broker", system.brokers());
    all.add(Role.PROCESSOR, "processor", system.processors());
    all.add(Role.ADAPTER, "adapter", system.adapters());
    return all.sites;
  }

  private void add(Role role, String kind, List<? extends Part> parts) {
    for (int number = 1; number <= parts.size(); number++) {
      String name = number == 1 ? kind : kind + "-" + number;
      Part part = parts.get(number - 1);
      Optional<Path> state =
          part instanceof Service service ? Optional.of(service.data()) : Optional.empty();
      sites.put(
          new Target(role, number),
          new Site(part, name, system.network(), system.disk(name), system.clock(name), state));
    }
  }
}
