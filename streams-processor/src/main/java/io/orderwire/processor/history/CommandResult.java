package io.orderwire.processor.history;

/** What became of a command. */
public sealed interface CommandResult permits Applied, Duplicate, Rejected {}
