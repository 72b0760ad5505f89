package io.orderwire.processor.history;

/**
 * The partner had this id before, within the window, with the same content; nothing changes.
 *
 * @param first what the window keeps of the first one
 */
public record Duplicate(Remembered first) implements AppendResult, CommandResult {}
