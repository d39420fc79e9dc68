import { errorCodes, type FastifyReply, type FastifyRequest } from "fastify";
import { refuse } from "#domain/refusal.ts";
import { sendRefusal } from "#http/problem.ts";

/**
 * Looks at what surrounds the body: what Node would let through although HTTP forbids it, and what Node would refuse
 * without a word. A hook for `onRequest`.
 */
export async function checkFraming(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const { httpVersion, headersDistinct, url = "" } = request.raw;
  if (httpVersion === "1.1" && headersDistinct.host?.length !== 1)
    return sendRefusal(reply, refuse("INVALID_REQUEST", "A request must have one Host header."));
  const expectation = request.headers.expect ?? "100-continue";
  if (expectation.toLowerCase() !== "100-continue")
    return sendRefusal(reply, refuse("INVALID_REQUEST", "Expect can't be anything but 100-continue."));
  if (!isReadable(url.slice(url.indexOf("?") + 1))) throw new errorCodes.FST_ERR_BAD_URL("");
  return undefined;
}

/** The parser of queries leaves what it can't decode as it is; the router has refused such a path already. */
function isReadable(query: string): boolean {
  try {
    decodeURIComponent(query);
    return true;
  } catch {
    return false;
  }
}

/** Whether the body's bytes are what its one content type says: not compressed, and not said to be two things. */
export function isPlain({ headers, raw }: FastifyRequest): boolean {
  const { "content-encoding": content = "identity", "transfer-encoding": transfer = "chunked" } = headers;
  if (raw.headersDistinct["content-type"]?.length !== 1) return false;
  return content.toLowerCase() === "identity" && transfer.toLowerCase() === "chunked";
}
