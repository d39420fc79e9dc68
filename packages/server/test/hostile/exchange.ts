import { connect } from "node:net";
import type { Answer } from "#test/given.ts";

/**
 * Sends bytes to the server, below HTTP, and waits until it closes the connection. A text stands for bytes as Latin-1 does.
 * @param halfClose whether our side is closed at once, as by a client that has no more to say
 * @returns the answers that came, oldest first
 */
export function exchange(url: string, bytes: string | Uint8Array, { halfClose = false } = {}): Promise<Answer[]> {
  const { hostname, port } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<Answer[]>();
  const chunks: Buffer[] = [];
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true }, () => {
    socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
    if (halfClose) socket.end();
  });
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.on("end", () => socket.end());
  // A server that closes while we still write resets the connection; what it said before counts.
  socket.on("error", () => undefined);
  socket.on("close", () => {
    try {
      resolve(readAnswers(Buffer.concat(chunks)));
    } catch (error) {
      reject(error);
    }
  });
  return promise;
}

function readAnswers(bytes: Buffer): Answer[] {
  if (bytes.length === 0) return [];
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) throw new Error(`not an answer: ${bytes}`);
  const [statusLine = "", ...lines] = bytes.toString("latin1", 0, headEnd).split("\r\n");
  const headers = new Headers(lines.map((line) => line.split(/: ?(.*)/s, 2) as [string, string]));
  const bodyEnd = headEnd + 4 + Number(headers.get("content-length") ?? 0);
  const text = bytes.toString("utf8", headEnd + 4, bodyEnd);
  const body = headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
  return [{ status: Number(statusLine.split(" ")[1]), headers, body }, ...readAnswers(bytes.subarray(bodyEnd))];
}

/** A request as a text. The server is asked to close the connection behind the answer. */
export function requestText(line: string, headers: readonly string[] = [], body = ""): string {
  return [line, "host: keywright.test", "connection: close", ...headers, "", body].join("\r\n");
}
