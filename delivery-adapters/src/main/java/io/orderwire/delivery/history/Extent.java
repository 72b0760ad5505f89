package io.orderwire.delivery.history;

/**
 * What a partner's history holds at one moment.
 *
 * @param oldest the position of the oldest kept item; of an empty history one past {@code newest}
 * @param newest the position of the newest item, or of the place before the first
 * @param frozen whether items beyond {@code newest} are withheld because of a conflict
 */
public record Extent(Position oldest, Position newest, boolean frozen) {
  /** An empty history. */
  public static final Extent EMPTY = new Extent(new Position(0, 1), Position.START, false);
}
