package io.orderwire.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A heap dump of a Java virtual machine (HPROF 1.0.2 with ids of 8 bytes, as HotSpot writes it),
 * searched for a text in all arrays of bytes and characters: as ASCII, and so also as UTF-8 and
 * Latin-1, and as UTF-16 in either order. For one thread.
 */
final class HeapDump {
  private static final int INSTANCE = 0x21;
  private static final int OBJECTS = 0x22;
  private static final int PRIMITIVES = 0x23;
  private static final int REFERENCE = 2;
  private static final int CHARACTERS = 5;
  private static final int BYTES = 8;
  private static final int ID = Long.BYTES;
  private static final int ARRAY_HEAD = ID + 2 * Integer.BYTES;
  private static final long NOBODY = 0;

  private final ByteBuffer bytes;
  private final Map<Long, String> names = new HashMap<>();
  private final Map<Long, ClassOf> classes = new HashMap<>();
  private final Places objects = new Places();
  private final List<Long> roots = new ArrayList<>();

  private HeapDump(ByteBuffer bytes) {
    this.bytes = bytes;
    read();
  }

  /** Reads where everything is in a dump of less than 2 GiB. */
  static HeapDump of(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      return new HeapDump(channel.map(MapMode.READ_ONLY, 0, channel.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** A field that holds a reference. */
  private record Field(String name, int type) {}

  /**
   * A class.
   *
   * @param fields its own ones, in their order
   * @param statics what its own static fields refer to
   */
  private record ClassOf(String name, long parent, List<Field> fields, Map<String, Long> statics) {}

  /** Takes what an object refers to, and by which field. */
  @FunctionalInterface
  private interface References {
    void take(String field, long id);
  }

  /** How many objects there are. */
  int size() {
    return objects.size();
  }

  /**
   * The ways from a root to each array that holds a text, one for an array, as {@code Class.field >
   * Class.field > byte[]}; in alphabetical order, and equal ones once.
   *
   * @param notThrough classes by name: what only these refer to is passed over
   */
  Set<String> waysTo(String text, Set<String> notThrough) {
    List<byte[]> forms =
        List.of(text.getBytes(US_ASCII), text.getBytes(UTF_16LE), text.getBytes(UTF_16BE));
    List<Long> holders = new ArrayList<>();
    objects.forEach(
        (id, at) -> {
          if (holds(at, forms)) {
            holders.add(id);
          }
        });
    if (holders.isEmpty()) {
      return Set.of();
    }
    Map<Long, Long> reached = reach(notThrough);
    Map<Long, Long> reachedAtAll = notThrough.isEmpty() ? reached : reach(Set.of());
    Set<String> ways = new TreeSet<>();
    for (long holder : holders) {
      if (reached.containsKey(holder)) {
        ways.add(way(holder, reached));
      } else if (!reachedAtAll.containsKey(holder)) {
        // It is live, or it would not be in the dump.
        ways.add("? > " + className(holder));
      }
    }
    return ways;
  }

  /** All that is reached from the roots, each with what it is reached from. */
  private Map<Long, Long> reach(Set<String> notThrough) {
    Map<Long, Long> reachedFrom = new HashMap<>();
    Deque<Long> next = new ArrayDeque<>();
    for (long root : roots) {
      if (reachedFrom.putIfAbsent(root, NOBODY) == null) {
        next.add(root);
      }
    }
    while (!next.isEmpty()) {
      long id = next.remove();
      if (!notThrough.contains(className(id))) {
        references(
            id,
            (field, to) -> {
              if (to != 0 && reachedFrom.putIfAbsent(to, id) == null) {
                next.add(to);
              }
            });
      }
    }
    return reachedFrom;
  }

  private String way(long id, Map<Long, Long> reachedFrom) {
    StringBuilder way = new StringBuilder(className(id));
    long to = id;
    long from = reachedFrom.getOrDefault(to, NOBODY);
    while (from != NOBODY) {
      long target = to;
      List<String> fields = new ArrayList<>();
      references(
          from,
          (field, one) -> {
            if (one == target) {
              fields.add(field);
            }
          });
      way.insert(0, className(from) + fields.getFirst() + " > ");
      to = from;
      from = reachedFrom.getOrDefault(to, NOBODY);
    }
    return way.toString();
  }

  private String className(long id) {
    ClassOf asClass = classes.get(id);
    if (asClass != null) {
      return "class " + asClass.name();
    }
    int at = objects.get(id);
    if (at < 0) {
      return "?";
    }
    return switch (bytes.get(at)) {
      case INSTANCE -> name(bytes.getLong(at + 1 + ID + Integer.BYTES));
      case OBJECTS -> name(bytes.getLong(at + 1 + ARRAY_HEAD));
      default -> bytes.get(at + 1 + ARRAY_HEAD) == CHARACTERS ? "char[]" : "byte[]";
    };
  }

  private String name(long classId) {
    ClassOf known = classes.get(classId);
    return known == null ? "?" : known.name();
  }

  private boolean holds(int at, List<byte[]> forms) {
    if (bytes.get(at) != PRIMITIVES) {
      return false;
    }
    int type = bytes.get(at + 1 + ARRAY_HEAD);
    if (type != CHARACTERS && type != BYTES) {
      return false;
    }
    int length = bytes.getInt(at + 1 + ID + Integer.BYTES) * sizeOf(type);
    int from = at + 2 + ARRAY_HEAD;
    return forms.stream().anyMatch(form -> holds(from, length, form));
  }

  private boolean holds(int from, int length, byte[] form) {
    int last = from + length - form.length;
    for (int at = from; at <= last; at++) {
      int same = 0;
      while (same < form.length && bytes.get(at + same) == form[same]) {
        same++;
      }
      if (same == form.length) {
        return true;
      }
    }
    return false;
  }

  private void references(long id, References taker) {
    ClassOf asClass = classes.get(id);
    if (asClass != null) {
      asClass.statics().forEach((field, to) -> taker.take("." + field, to));
      return;
    }
    int at = objects.get(id);
    if (at < 0) {
      return;
    }
    if (bytes.get(at) == OBJECTS) {
      int count = bytes.getInt(at + 1 + ID + Integer.BYTES);
      int first = at + 1 + ARRAY_HEAD + ID;
      for (int i = 0; i < count; i++) {
        taker.take("", bytes.getLong(first + i * ID));
      }
    } else if (bytes.get(at) == INSTANCE) {
      int value = at + 1 + ID + Integer.BYTES + ID + Integer.BYTES;
      ClassOf of = classes.get(bytes.getLong(at + 1 + ID + Integer.BYTES));
      while (of != null) {
        for (Field field : of.fields()) {
          if (field.type() == REFERENCE) {
            taker.take("." + field.name(), bytes.getLong(value));
          }
          value += sizeOf(field.type());
        }
        of = classes.get(of.parent());
      }
    }
  }

  private void read() {
    while (bytes.get() != 0) {
      // The format's name.
    }
    if (bytes.getInt() != ID) {
      throw new IllegalStateException("ids that are not of 8 bytes");
    }
    skip(Long.BYTES);
    Map<Long, Long> nameOfClass = new HashMap<>();
    while (bytes.hasRemaining()) {
      int tag = bytes.get();
      skip(Integer.BYTES);
      int end = bytes.getInt();
      end += bytes.position();
      switch (tag) {
        case 0x01 -> {
          long id = bytes.getLong();
          byte[] text = new byte[end - bytes.position()];
          bytes.get(text);
          names.put(id, new String(text, UTF_8));
        }
        case 0x02 -> {
          skip(Integer.BYTES);
          long id = bytes.getLong();
          skip(Integer.BYTES);
          nameOfClass.put(id, bytes.getLong());
        }
        case 0x0c, 0x1c -> {
          while (bytes.position() < end) {
            part(nameOfClass);
          }
        }
        default -> {}
      }
      bytes.position(end);
    }
    roots.addAll(classes.keySet());
  }

  private void part(Map<Long, Long> nameOfClass) {
    int at = bytes.position();
    int tag = bytes.get() & 0xff;
    long id = bytes.getLong();
    switch (tag) {
      case 0xff, 0x05, 0x07 -> roots.add(id);
      case 0x01 -> root(id, ID);
      case 0x02, 0x03, 0x08 -> root(id, 2 * Integer.BYTES);
      case 0x04, 0x06 -> root(id, Integer.BYTES);
      case 0x20 -> classes.put(id, classOf(nameOfClass.getOrDefault(id, NOBODY)));
      case INSTANCE -> {
        objects.put(id, at);
        skip(Integer.BYTES + ID);
        int length = bytes.getInt();
        skip(length);
      }
      case OBJECTS -> {
        objects.put(id, at);
        skip(Integer.BYTES);
        int count = bytes.getInt();
        skip(ID + count * ID);
      }
      case PRIMITIVES -> {
        objects.put(id, at);
        skip(Integer.BYTES);
        int count = bytes.getInt();
        int size = sizeOf(bytes.get());
        skip(count * size);
      }
      default -> throw new IllegalStateException("part " + tag + " at " + at);
    }
  }

  private void root(long id, int more) {
    roots.add(id);
    skip(more);
  }

  private ClassOf classOf(long nameId) {
    skip(Integer.BYTES);
    long parent = bytes.getLong();
    skip(5 * ID + Integer.BYTES);
    for (int left = bytes.getShort(); left > 0; left--) {
      skip(Short.BYTES);
      int size = sizeOf(bytes.get());
      skip(size);
    }
    Map<String, Long> statics = new HashMap<>();
    for (int left = bytes.getShort(); left > 0; left--) {
      String name = names.getOrDefault(bytes.getLong(), "?");
      int type = bytes.get();
      if (type == REFERENCE) {
        statics.put(name, bytes.getLong());
      } else {
        skip(sizeOf(type));
      }
    }
    List<Field> fields = new ArrayList<>();
    for (int left = bytes.getShort(); left > 0; left--) {
      String name = names.getOrDefault(bytes.getLong(), "?");
      fields.add(new Field(name, bytes.get()));
    }
    String name = names.getOrDefault(nameId, "?").replace('/', '.');
    return new ClassOf(name, parent, fields, statics);
  }

  private void skip(int count) {
    bytes.position(bytes.position() + count);
  }

  private static int sizeOf(int type) {
    return switch (type) {
      case REFERENCE, 7, 11 -> 8;
      case 4, 8 -> 1;
      case 5, 9 -> 2;
      case 6, 10 -> 4;
      default -> throw new IllegalStateException("type " + type);
    };
  }

  /** Where each object is in the file, by its id; a map of as little as possible. */
  private static final class Places {
    private static final int NOWHERE = -1;

    private long[] ids = new long[1 << 16];
    private int[] places = new int[1 << 16];
    private int size;

    /** Takes an object and where it is. */
    @FunctionalInterface
    interface Taker {
      void take(long id, int place);
    }

    int size() {
      return size;
    }

    void put(long id, int place) {
      if (size * 2 > ids.length) {
        grow();
      }
      int at = slot(id);
      size += ids[at] == 0 ? 1 : 0;
      ids[at] = id;
      places[at] = place;
    }

    void forEach(Taker taker) {
      for (int i = 0; i < ids.length; i++) {
        if (ids[i] != 0) {
          taker.take(ids[i], places[i]);
        }
      }
    }

    int get(long id) {
      int at = slot(id);
      return ids[at] == 0 ? NOWHERE : places[at];
    }

    private int slot(long id) {
      int at = (int) ((id * 0x9e3779b97f4a7c15L) >>> 32) & (ids.length - 1);
      while (ids[at] != 0 && ids[at] != id) {
        at = (at + 1) & (ids.length - 1);
      }
      return at;
    }

    private void grow() {
      long[] before = ids;
      int[] at = places;
      ids = new long[before.length * 2];
      places = new int[ids.length];
      size = 0;
      for (int i = 0; i < before.length; i++) {
        if (before[i] != 0) {
          put(before[i], at[i]);
        }
      }
    }
  }
}
