import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/*
 * The yardstick: what answering an HTTP request costs at all. A server on bare `node:http` that reads and parses the same
 * JSON body as Keywright and answers the same bytes, head included, without looking at anything.
 */

/** What it answers to whatever is asked. */
export interface CannedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

process.once("message", ({ status, headers, body }: CannedAnswer) => {
  const head = { ...headers, "content-length": Buffer.byteLength(body) };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString());
      response.writeHead(status, head).end(body);
    });
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
});
process.on("disconnect", () => process.exit());
