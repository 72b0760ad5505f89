package io.orderwire.verify.progress;

import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.LongMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** What of a partner's events was acknowledged, and seen on any channel. Safe for threads. */
final class PartnerProgress {
  private final LongMap acknowledged = new LongMap();
  private final LongMap seen = new LongMap();
  private final List<ChannelProgress> channels = new ArrayList<>();
  private long unseen;
  private long newest;

  synchronized void acknowledged(long token) {
    if (!acknowledged.containsKey(token)) {
      acknowledged.put(token, 1);
      unseen += seen.containsKey(token) ? 0 : 1;
    }
  }

  synchronized ChannelProgress channel(ChannelKind kind, LongAdder items) {
    ChannelProgress channel = new ChannelProgress(this, kind, items);
    channels.add(channel);
    return channel;
  }

  synchronized void seen(Item item) {
    newest = Math.max(newest, item.sequence());
    if (!seen.containsKey(item.token())) {
      seen.put(item.token(), item.sequence());
      unseen -= acknowledged.containsKey(item.token()) ? 1 : 0;
    }
  }

  synchronized boolean isComplete() {
    return unseen == 0 && channels.stream().allMatch(channel -> channel.count() >= newest);
  }

  synchronized String describe() {
    List<String> missing = new ArrayList<>();
    if (unseen > 0) {
      missing.add(String.format(Locale.ROOT, "%,d acknowledged events seen nowhere", unseen));
    }
    for (ChannelProgress channel : channels) {
      if (channel.count() < newest) {
        missing.add(
            String.format(
                Locale.ROOT,
                "%s has %,d of %,d",
                channel.kind().name().toLowerCase(Locale.ROOT),
                channel.count(),
                newest));
      }
    }
    return String.join(", ", missing);
  }
}
