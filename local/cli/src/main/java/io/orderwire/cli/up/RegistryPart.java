package io.orderwire.cli.up;

import io.orderwire.embedded.ChildJvm;
import io.orderwire.embedded.EmbeddedRegistry;
import java.util.List;

/** The schema registry. */
record RegistryPart(EmbeddedRegistry registry, List<Integer> ports) implements Part {
  @Override
  public String name() {
    return "schema registry";
  }

  @Override
  public String address() {
    return registry.url();
  }

  @Override
  public void begin() {
    registry.begin();
  }

  @Override
  public void awaitReady() {
    registry.awaitReady();
  }

  @Override
  public ChildJvm process() {
    return registry.process();
  }
}
