package io.orderwire.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Passes connections on over a link, byte by byte. */
final class Relay implements AutoCloseable {
  private static final int BACKLOG = 1_000;
  private static final int CHUNK = 16 << 10;

  /** How many chunks are on their way at once in one direction. */
  private static final int IN_FLIGHT = 64;

  private final Link link;
  private final InetSocketAddress target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private Relay(Link link, InetSocketAddress target, ServerSocket server) {
    this.link = link;
    this.target = target;
    this.server = server;
  }

  /** Listens at an address, and passes on to a port of the machine. */
  static Relay open(Link link, InetAddress address, int port) throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(address, port), BACKLOG);
    Relay relay =
        new Relay(link, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), server);
    start(relay::accept);
    return relay;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        start(() -> connect(client));
      } catch (IOException e) {
        // Closed, or this one connection went away.
      }
    }
  }

  private void connect(Socket client) {
    try {
      link.awaitOpen();
      Socket upstream = new Socket();
      sockets.add(upstream);
      upstream.connect(target);
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      Connection connection = new Connection(client, upstream);
      pump(client, upstream, connection);
      pump(upstream, client, connection);
    } catch (IOException e) {
      reset(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to, Connection connection) {
    BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(IN_FLIGHT);
    start(() -> read(from, chunks, connection));
    start(() -> write(chunks, to, connection));
  }

  private void read(Socket from, BlockingQueue<Chunk> chunks, Connection connection) {
    byte[] buffer = new byte[CHUNK];
    try {
      while (true) {
        int length = from.getInputStream().read(buffer);
        byte[] bytes = Arrays.copyOf(buffer, Math.max(0, length));
        chunks.put(new Chunk(bytes, System.nanoTime() + link.lateness().toNanos()));
        if (length < 0) {
          return;
        }
      }
    } catch (IOException e) {
      connection.cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(BlockingQueue<Chunk> chunks, Socket to, Connection connection) {
    try {
      while (true) {
        Chunk chunk = chunks.take();
        TimeUnit.NANOSECONDS.sleep(chunk.due() - System.nanoTime());
        link.awaitOpen();
        if (chunk.bytes().length == 0) {
          to.shutdownOutput();
          connection.ended();
          return;
        }
        to.getOutputStream().write(chunk.bytes());
      }
    } catch (IOException e) {
      connection.cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void start(Runnable task) {
    Thread.ofVirtual().name("orderwire-relay").start(task);
  }

  /** Bytes, and when they arrive; none are the end. */
  private record Chunk(byte[] bytes, long due) {}

  /** Two sockets with one fate. */
  private final class Connection {
    private final Socket client;
    private final Socket upstream;
    private boolean halfEnded;

    Connection(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    synchronized void ended() {
      if (halfEnded) {
        close(client);
        close(upstream);
      }
      halfEnded = true;
    }

    void cut() {
      reset(client);
      reset(upstream);
    }
  }

  private void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    close(socket);
  }

  private void close(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone, as it should be.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // It does not listen any more.
    }
    sockets.forEach(this::reset);
  }
}
