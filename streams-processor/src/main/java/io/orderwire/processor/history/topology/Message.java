package io.orderwire.processor.history.topology;

import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.OrderEvent;
import io.orderwire.processor.history.Rejected;

/** What an input record's value is. */
sealed interface Message {

  /** An event, not yet checked against the rules. */
  record Event(OrderEvent event) implements Message {}

  /** A command, not yet checked. */
  record Instruction(HistoryCommand command) implements Message {}

  /** It cannot be told yet: the registry has to answer first. */
  record Undecided() implements Message {}

  /** Neither. */
  record Unreadable(Rejected rejected) implements Message {}
}
