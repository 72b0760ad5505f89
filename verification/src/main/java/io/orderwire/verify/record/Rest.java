package io.orderwire.verify.record;

/**
 * A time in which nothing need come on a channel, though no process suffered a fault.
 *
 * @param partner whose channel it is, or {@link #ALL}
 * @param channel its name, or {@link #ALL}
 * @param from when it began, in nanoseconds
 * @param until when it was over, in nanoseconds, or {@link Fault#OPEN}
 */
public record Rest(String partner, String channel, long from, long until) {
  /** All partners, or all channels. */
  public static final String ALL = "";

  /** Whether it is one of this channel. */
  public boolean isOf(Channel one) {
    return (partner.equals(ALL) || partner.equals(one.partner()))
        && (channel.equals(ALL) || channel.equals(one.name()));
  }
}
