package io.orderwire.processor.history;

/** What became of an event. */
public sealed interface AppendResult permits Appended, Duplicate, Rejected {}
