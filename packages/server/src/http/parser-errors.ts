import { randomUUID } from "node:crypto";
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { RefusalCode } from "@keywright/contract/codes";
import { refuse } from "#domain/refusal.ts";
import { PROBLEM_TYPE, problemOf } from "#http/problem.ts";

/** What Node's HTTP parser refuses before there is a request, and what it is called with us. */
const REFUSED: Record<string, { code: RefusalCode; detail: string }> = {
  HPE_HEADER_OVERFLOW: { code: "HEADERS_TOO_LARGE", detail: "The request line and headers are larger than 16 kB." },
  ERR_HTTP_REQUEST_TIMEOUT: { code: "REQUEST_TIMEOUT", detail: "The request did not arrive whole in time." },
};

/**
 * Answers requests that the HTTP parser gave up on. A whole request that came before, on the same connection, is answered
 * first: its sender would otherwise take the refusal for the answer to it. `note` wants to hear of every request.
 */
export function parserErrors() {
  const answering = new WeakMap<Duplex, ServerResponse>();
  return {
    note(request: IncomingMessage, response: ServerResponse): void {
      answering.set(request.socket, response);
    },
    answer(error: Error & { code?: string }, socket: Duplex): void {
      const before = answering.get(socket);
      if (before?.req.complete && !before.writableFinished)
        before.once("close", () => answerParserError(error, socket));
      else answerParserError(error, socket);
    },
  };
}

function answerParserError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { code, detail } = REFUSED[error.code ?? ""] ?? {
    code: "INVALID_REQUEST",
    detail: "This is not a valid HTTP request.",
  };
  answerOnSocket(socket, code, detail);
}

/** Writes a whole refusal to a connection and closes it, in the same form as every other refusal. */
export function answerOnSocket(socket: Duplex, code: RefusalCode, detail: string): void {
  const requestId = randomUUID();
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
