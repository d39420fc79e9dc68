import { randomUUID } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import swagger from "@fastify/swagger";
import { BOUNDS } from "@keywright/contract/wire";
import {
  errorCodes,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  fastify,
  LogController,
} from "fastify";
import type { Accounts } from "#accounts/accounts.ts";
import type { Services } from "#actions/context.ts";
import { refuse } from "#domain/refusal.ts";
import { authApi } from "#http/auth-api.ts";
import type { Gate } from "#http/authorize.ts";
import { compileChecks, compileSpellings } from "#http/compile.ts";
import { answerFailure } from "#http/failures.ts";
import { checkFraming, isPlain } from "#http/framing.ts";
import { health } from "#http/health.ts";
import type { SaleProvider } from "#http/hooks/provider.ts";
import { hooks } from "#http/hooks/routes.ts";
import { invitationApi } from "#http/invitations.ts";
import { JSON_TYPE, parseJsonBody } from "#http/json-body.ts";
import { keyRecovery } from "#http/key-recovery.ts";
import { openEntrance, PREFIXES } from "#http/license-api/entrance.ts";
import { licenseApi } from "#http/license-api/routes.ts";
import { type Limits, unlimited } from "#http/limits.ts";
import { managementApi } from "#http/management-api/index.ts";
import { refuseOtherMethods } from "#http/methods.ts";
import { openApi, openApiRoute } from "#http/openapi.ts";
import { noteAddress, ownAddress } from "#http/origin.ts";
import { answerOnSocket, parserErrors } from "#http/parser-errors.ts";
import { portalApi } from "#http/portal-api/index.ts";
import { sendRefusal } from "#http/problem.ts";
import { reference } from "#http/reference/route.ts";
import type { Routes } from "#http/routes.ts";
import { setupApi } from "#http/setup.ts";
import { webApp } from "#http/web.ts";
import type { Logger } from "#kit/logger.ts";
import type { Proxies } from "#kit/proxies.ts";

/** How long a connection without a request is kept, in milliseconds: longer than the minute after which proxies close theirs. */
const KEEP_ALIVE_MS = 72_000;

/** What a browser may do with what it opens, unless the answer says otherwise: show it as it is, within no other page. */
const SHOWN_ALONE = {
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
};

export interface HttpOptions {
  readonly logger: Logger;
  readonly accounts: Accounts;
  /** Where browsers reach the web app; null = wherever they say that they do. */
  readonly publicUrl: string | null;
  /** The reverse proxies before the server; null, or not said = there is none. */
  readonly proxies?: Proxies | null;
  /** How much may be asked of the server; null = as much as anybody likes. */
  readonly limits: Limits | null;
  /** The payment providers that are connected; none when not said. */
  readonly providers?: readonly SaleProvider[];
  /** Rejects while the database does not answer. */
  readonly databaseAnswers: () => Promise<void>;
  /** How long a request may take to arrive whole, in milliseconds; half a minute when not said. */
  readonly arrivalMs?: number;
}

/** The HTTP server with all its routes, ready to listen. */
export async function createServer(services: Services, options: HttpOptions): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = options.logger;
  const refused = parserErrors();
  const arrivalMs = options.arrivalMs ?? 30_000;
  const limits = options.limits ?? unlimited;
  const { proxies = null } = options;
  const check = compileChecks();
  const address = () => options.publicUrl ?? ownAddress(app.server);
  const entrance = openEntrance(services, limits, options.logger, { check, address, proxies });
  const app: FastifyInstance = fastify({
    serverFactory: (framework) => {
      const server = createHttpServer({
        requestTimeout: arrivalMs,
        headersTimeout: arrivalMs,
        connectionsCheckingInterval: arrivalMs / 2,
        keepAliveTimeout: KEEP_ALIVE_MS,
        requireHostHeader: false,
      });
      // A client may end its side once it has asked, and still wants the answer.
      Object.assign(server, { httpAllowHalfOpen: true });
      noteAddress(server);
      let isProxyTold = proxies !== null;
      server.on("request", (request, response) => {
        if (!isProxyTold && request.headers["x-forwarded-for"] !== undefined) {
          isProxyTold = true;
          options.logger.warn(
            { from: request.socket.remoteAddress },
            "proxy.not-trusted: X-Forwarded-For is not believed. If a reverse proxy of yours is there, name it in KEYWRIGHT_TRUST_PROXY, or all its visitors share one limit",
          );
        }
        refused.note(request, response);
        if (!entrance.takes(request, response)) framework(request, response);
      });
      // Node would answer such a request, or close such a connection, without a word: see `checkFraming`.
      server.on("checkExpectation", (request, response) => server.emit("request", request, response));
      server.on("connect", (_request, socket) => {
        answerOnSocket(socket, "METHOD_NOT_ALLOWED", "CONNECT is not possible here.");
      });
      return server;
    },
    loggerInstance,
    bodyLimit: BOUNDS.bodyBytes,
    return503OnClosing: false,
    trustProxy: proxies ?? false,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    // The schemas say how long a parameter may be; the router's own error would quote the address in the log.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16 * 1024 },
    frameworkErrors: (error, request, reply) => void answerFailure(error, request, reply),
    clientErrorHandler: refused.answer,
  });

  app.setValidatorCompiler(({ schema }) => check(schema));
  app.setSerializerCompiler(compileSpellings());
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(JSON_TYPE, { parseAs: "buffer" }, async (request: FastifyRequest, body: Buffer) => {
    if (!isPlain(request)) throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE("");
    return parseJsonBody(body);
  });
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler((_request, reply) =>
    sendRefusal(reply, refuse("NOT_FOUND", "There is nothing at this address.")),
  );

  app.decorateRequest("actor");
  app.decorateRequest("portalSession", null);
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({ "x-request-id": request.id, "x-content-type-options": "nosniff", "cache-control": "no-store" });
    // An address that somebody follows or frames is asked for in one of these ways.
    if (request.method === "GET" || request.method === "HEAD") reply.headers(SHOWN_ALONE);
  });
  app.addHook("onRequest", checkFraming);
  app.addHook("onRequest", webApp());
  // A connection that is kept alive would keep a server that wants to stop alive, too.
  let isStopping = false;
  app.addHook("preClose", async () => {
    isStopping = true;
    entrance.stop();
  });
  app.addHook("onSend", async (_request, reply) => {
    if (isStopping) reply.header("connection", "close");
  });
  app.addHook("onResponse", async (request, reply) => {
    // The route instead of the address: somebody will put a key into a path or a query.
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    request.log.info(
      { method, route: routeOptions.url, status: reply.statusCode, ms, actor: request.actor?.kind },
      "request.done",
    );
  });

  const gate: Gate = {
    limits,
    accounts: options.accounts,
    publicUrl: options.publicUrl,
    slowsSignIn: options.limits !== null,
  };
  const others = refuseOtherMethods(app);
  await app.register(swagger, openApi);
  await app.register(async (scope: Routes) => {
    scope.register(health(options.databaseAnswers));
    for (const [index, prefix] of PREFIXES.entries())
      scope.register(licenseApi(services, limits, { documented: index === 0, address }), { prefix });
    scope.register(managementApi(services, gate), { prefix: "/api/v1" });
    scope.register(setupApi(services, gate), { prefix: "/api/v1" });
    scope.register(invitationApi(services, gate), { prefix: "/api/v1" });
    scope.register(keyRecovery(services, gate), { prefix: "/api/v1" });
    scope.register(portalApi(services, gate), { prefix: "/api/v1/portal" });
    scope.register(authApi(services, gate), { prefix: "/api/auth" });
    scope.register(hooks(services, limits, options.providers ?? []));
    scope.register(openApiRoute);
    scope.register(reference);
  });
  others.complete();
  await app.ready();
  return app;
}
