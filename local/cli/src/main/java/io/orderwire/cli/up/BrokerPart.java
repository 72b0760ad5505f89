package io.orderwire.cli.up;

import io.orderwire.embedded.ChildJvm;
import io.orderwire.embedded.EmbeddedBroker;
import java.util.List;

/** The broker. */
record BrokerPart(EmbeddedBroker broker, List<Integer> ports) implements Part {
  @Override
  public String name() {
    return "Kafka broker";
  }

  @Override
  public String address() {
    return broker.bootstrapServers();
  }

  @Override
  public void begin() {
    broker.begin();
  }

  @Override
  public void awaitReady() {
    broker.awaitReady();
  }

  @Override
  public ChildJvm process() {
    return broker.process();
  }
}
