import { once } from "node:events";
import { connect } from "node:net";

/** An HTTP response as it came. `bytes` is valid until the connection asks again. */
interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
}

/** A connection that is kept alive, on which one request at a time is outstanding. */
export interface Connection {
  /** Sends a whole HTTP/1.1 request and calls back with its answer: no promise, since this is what must cost nothing. */
  ask(request: Buffer, answered: (answer: Answer) => void): void;
  /** Rejects when the connection breaks, or what comes is no answer; pending otherwise. */
  readonly broken: Promise<never>;
  close(): void;
}

const CHUNK_BYTES = 64 * 1024;
const HEAD_END = Buffer.from("\r\n\r\n");
/** Where the status stands in `HTTP/1.1 200 OK`. */
const STATUS_AT = 9;

/** Opens a connection to a server on this machine. It reads nothing of an answer but its status and its length. */
export async function openConnection(port: number): Promise<Connection> {
  const { promise: broken, reject } = Promise.withResolvers<never>();
  broken.catch(() => undefined);
  let waiting: ((answer: Answer) => void) | null = null;
  let begun: Buffer | null = null;
  const take = (size: number, buffer: Uint8Array): boolean => {
    const chunk = Buffer.from(buffer.buffer, buffer.byteOffset, size);
    const bytes = begun === null ? chunk : Buffer.concat([begun, chunk]);
    const length = lengthOf(bytes);
    if (bytes.length < length) {
      // Copied, since the socket reads into the same memory again.
      begun = Buffer.from(bytes);
      return true;
    }
    const answered = waiting;
    if (bytes.length > length || answered === null) {
      reject(new Error(`an answer of ${length} bytes came as ${bytes.length}`));
      return false;
    }
    begun = null;
    waiting = null;
    answered({ status: Number(bytes.toString("latin1", STATUS_AT, STATUS_AT + 3)), bytes });
    return true;
  };
  const socket = connect({
    port,
    host: "127.0.0.1",
    noDelay: true,
    onread: { buffer: Buffer.allocUnsafe(CHUNK_BYTES), callback: take },
  });
  socket.on("error", reject);
  socket.on("close", () => reject(new Error("the server closed the connection")));
  await Promise.race([once(socket, "connect"), broken]);
  return {
    broken,
    ask(request, answered) {
      waiting = answered;
      socket.write(request);
    },
    close: () => void socket.destroy(),
  };
}

/** How long the answer that begins with these bytes will be, head included; infinity while its head is not whole. */
function lengthOf(bytes: Buffer): number {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return Number.POSITIVE_INFINITY;
  const length = /content-length: *(\d+)/i.exec(bytes.toString("latin1", 0, headEnd))?.[1];
  if (length === undefined) throw new Error("an answer without Content-Length can't be measured");
  return headEnd + HEAD_END.length + Number(length);
}
