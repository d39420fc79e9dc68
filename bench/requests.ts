import type { Filled } from "./fill.ts";
import { KEY, type Stream } from "./stream.ts";

/* What is sent. The port is the server's who gets it. */

type Requests = Omit<Stream, "port">;

const VALIDATING = 32;
const ACTIVATING = 64;
/** How many people look at lists at the same time. */
const LOOKING = 4;
/** How many licenses all devices meet on, when they do. */
export const CONTENDED_LICENSES = 8;

/** Asks for the verdict on keys at random. */
export function validating({ keys }: Filled, headers: Record<string, string> = {}, connections = VALIDATING): Requests {
  return {
    connections,
    requests: [
      { method: "POST", path: "/api/v1/license/validate", headers, body: JSON.stringify({ licenseKey: KEY }) },
    ],
    keys,
    order: "at random",
    expect: { status: 200, text: '"code":"VALID"' },
  };
}

/** Activates one license after the other. @param keys a file of keys, one a line */
export function activating(keys: string): Requests {
  const body = JSON.stringify({ licenseKey: KEY, instanceName: "Studio Mac", metadata: { os: "macOS 26.1" } });
  return {
    connections: ACTIVATING,
    requests: [{ method: "POST", path: "/api/v1/license/activate", body }],
    keys,
    order: "in turn",
    expect: { status: 201, text: '"instanceId"' },
  };
}

/** Searches licenses and lists orders, as the pages of the web app do. */
export function looking({ token, licenses }: Filled): Requests {
  const headers = { authorization: `Bearer ${token}` };
  const paths = [
    "/licenses?limit=50",
    "/licenses?limit=50&status=active",
    "/licenses?limit=50&status=deactivated",
    "/licenses?limit=50&search=ines.duarte.0%40",
    `/licenses?limit=50&search=${1001 + Math.floor(licenses / 3)}`,
    "/licenses?limit=50&keyEnding=7QK2M",
    `/licenses?limit=50&email=ines.duarte.${Math.floor(licenses / 4 / 100) * 100}@example.com`,
    "/licenses?limit=50&product=halcyon-studio",
    "/orders?limit=50",
    "/orders?limit=50&product=halcyon-studio",
    "/orders?limit=50&plan=halcyon-studio-studio-site",
    "/orders?limit=50&status=active",
    "/orders?limit=50&search=omar",
  ];
  return {
    connections: LOOKING,
    requests: paths.map((path) => ({ method: "GET", path: `/api/v1${path}`, headers })),
    order: "at random",
    expect: { status: 200, text: '"nextCursor"' },
  };
}
