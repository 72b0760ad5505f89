package io.orderwire.processor.history.topology;

import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.OrderEvent;
import io.orderwire.processor.history.ContentHash;
import io.orderwire.processor.history.Rejected;
import java.util.UUID;

/** What an input record's value is. */
sealed interface Message {

  /** An event, not yet checked against the rules. */
  record Event(OrderEvent event) implements Message {}

  /**
   * A valid event that was read without decoding it.
   *
   * @param content the hash of all of it but its id and its partner
   * @param wire its bytes with the wire format's header, as our own serializer writes them
   */
  record Scanned(String partnerId, UUID id, ContentHash content, byte[] wire) implements Message {}

  /** A command, not yet checked. */
  record Instruction(HistoryCommand command) implements Message {}

  /** It cannot be told yet: the registry has to answer first. */
  record Undecided() implements Message {}

  /** Neither. */
  record Unreadable(Rejected rejected) implements Message {}
}
