package io.orderwire.delivery.command;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.history.Extent;
import java.util.UUID;

/**
 * A command as it is written.
 *
 * @param id its identity: within the window of ids, several commands with one have the effect of
 *     one
 * @param partnerId whose history is meant
 * @param command what to do
 * @param author who has it done
 * @param before what the history holds, as far as this instance knows; for the record of changes
 */
public record Issued(UUID id, String partnerId, Command command, Author author, Extent before) {}
