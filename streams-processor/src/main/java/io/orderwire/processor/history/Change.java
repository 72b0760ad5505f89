package io.orderwire.processor.history;

/** One write to a history that a command leads to. */
public sealed interface Change {

  /** The slot keeps its place and loses its content. */
  record EraseSlot(Slot slot) implements Change {}

  /** The slot goes away for good. */
  record RemoveSlot(Slot slot) implements Change {}

  /** The epoch's header is written anew. */
  record WriteHeader(Header header) implements Change {}
}
