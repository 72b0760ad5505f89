package io.orderwire.verify.check;

import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Delivery;
import io.orderwire.verify.record.Exchange;
import io.orderwire.verify.record.LongMap;
import io.orderwire.verify.record.Sighting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/** When a channel moved, and when it had got each item, in the order of that. */
final class Arrivals {
  private final long[] moves;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final long[] oldestMissing;

  /**
   * An item was got.
   *
   * @param at when
   * @param known when it was first seen on any channel
   * @param index as what it came
   */
  private record Arrival(long at, long known, int index) {}

  /**
   * On a channel.
   *
   * @param known when each sequence was first seen on any channel
   */
  Arrivals(ChannelRecording channel, LongMap known) {
    LongMap got = new LongMap();
    LongStream.Builder moved = LongStream.builder();
    for (int i = 0; i < channel.size(); i++) {
      Sighting sighting = channel.get(i);
      long sequence = sighting.item().sequence();
      moved.add(sighting.at());
      boolean counts =
          switch (channel.exchangeOf(sighting)) {
            case Exchange.Read _ -> true;
            case Delivery delivery -> {
              if (delivery.answeredAt() > 0) {
                moved.add(delivery.answeredAt());
              }
              yield delivery.answer().compareTo(Answer.ACCEPTED) >= 0;
            }
          };
      if (counts && got.putIfAbsent(sequence, i) == i) {
        arrivals.add(new Arrival(sighting.at(), known.get(sequence, sighting.at()), i));
      }
    }
    moves = moved.build().sorted().toArray();
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    oldestMissing = new long[arrivals.size() + 1];
    oldestMissing[arrivals.size()] = Long.MAX_VALUE;
    for (int i = arrivals.size() - 1; i >= 0; i--) {
      oldestMissing[i] = Math.min(oldestMissing[i + 1], arrivals.get(i).known());
    }
  }

  /** When anything came, ascending. */
  long[] moves() {
    return moves;
  }

  /** The number of the first item that was got later; as many as there are if none was. */
  int after(long at) {
    int low = 0;
    int high = arrivals.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (arrivals.get(middle).at() > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Since when another channel has had the oldest of the n-th item and those that came later. */
  long oldestMissing(int number) {
    return oldestMissing[number];
  }

  /** As what the n-th item came on the channel. */
  int indexOf(int number) {
    return arrivals.get(number).index();
  }
}
