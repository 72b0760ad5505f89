package io.orderwire.processor.history;

import org.jspecify.annotations.Nullable;

/**
 * It cannot be sequenced; nothing changes.
 *
 * @param reason why
 * @param field the field that is to blame, as a path such as {@code data.items[2].amount}, or null
 * @param detail more for people, or null; never payload
 */
public record Rejected(RejectionReason reason, @Nullable String field, @Nullable String detail)
    implements AppendResult, CommandResult {}
