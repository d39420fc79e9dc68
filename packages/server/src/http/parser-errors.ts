import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { RefusalCode } from "@keywright/contract/codes";
import { refuse } from "#domain/refusal.ts";
import { PROBLEM_TYPE, problemOf } from "#http/problem.ts";

/** What Node's HTTP parser refuses before there is a request, and what it is called with us. */
const REFUSED: Record<string, { code: RefusalCode; detail: string }> = {
  HPE_HEADER_OVERFLOW: { code: "HEADERS_TOO_LARGE", detail: "The request line and headers are larger than 16 kB." },
  ERR_HTTP_REQUEST_TIMEOUT: { code: "REQUEST_TIMEOUT", detail: "The request did not arrive whole in time." },
};

/** Answers a request that the HTTP parser gave up on, on the bare connection, in the same form as every other refusal. */
export function answerParserError(error: Error & { code?: string }, socket: Duplex, requestId: string): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { code, detail } = REFUSED[error.code ?? ""] ?? {
    code: "INVALID_REQUEST",
    detail: "This is not a valid HTTP request.",
  };
  answerOnSocket(socket, code, detail, requestId);
}

/** Writes a whole refusal to a connection and closes it. */
export function answerOnSocket(socket: Duplex, code: RefusalCode, detail: string, requestId: string): void {
  const problem = problemOf(refuse(code, detail), requestId);
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      `content-type: ${PROBLEM_TYPE}`,
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${requestId}`,
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
