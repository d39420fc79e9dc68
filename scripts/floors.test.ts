import { expect, test } from "vitest";
import { faultsOf } from "./floors.ts";

const server = "packages/server/src";
const web = "packages/web/src";

test.each([
  [
    "the domain asks the store",
    `${server}/domain/licenses/x.ts`,
    'import { findLicense } from "#store/licenses.ts";',
    /domain must not import #store/,
  ],
  ["the domain waits", `${server}/domain/x.ts`, "export async function x() {}", /"async" must not stand here/],
  [
    "the domain asks what time it is",
    `${server}/domain/x.ts`,
    "const now = Temporal.Now.instant();",
    /"Temporal.Now".*Clock/,
  ],
  ["the store asks what time it is", `${server}/store/x.ts`, "const now = Date.now();", /"Date.now"/],
  [
    "a route asks the store",
    `${server}/http/x.ts`,
    'import { findLicense } from "#store/licenses.ts";',
    /http must not import #store/,
  ],
  [
    "a route asks a rule",
    `${server}/http/x.ts`,
    'import { verdict } from "#domain/licenses/verdict.ts";',
    /http must not import #domain\/licenses\/verdict/,
  ],
  [
    "an action knows HTTP",
    `${server}/actions/x/y.ts`,
    'import { sendRefusal } from "#http/problem.ts";',
    /actions must not import #http/,
  ],
  [
    "a license's verb builds on an order's",
    `${server}/actions/licenses/x.ts`,
    'import {\n  placeOrder,\n} from "#actions/orders/place.ts";',
    /builds on it/,
  ],
  [
    "a path leads out of its floor",
    `${server}/kit/x.ts`,
    'import { x } from "../store/x.ts";',
    /kit must not import \.\.\/store/,
  ],
  [
    "the server calls somebody",
    `${server}/actions/x/y.ts`,
    "const answer = await fetch(url);",
    /"fetch\(" must not.*connects to elsewhere.*private/,
  ],
  ["the server looks a name up", `${server}/kit/x.ts`, 'import { lookup } from "node:dns";', /connects to elsewhere/],
  [
    "the server opens a connection",
    `${server}/jobs/x.ts`,
    'import { connect } from "node:net";',
    /connects to elsewhere/,
  ],
  ["the contract does I/O", "packages/contract/src/x.ts", 'import { readFileSync } from "node:fs";', /runs anywhere/],
  [
    "a part knows a page",
    `${web}/parts/x.tsx`,
    'import { Page } from "#pages/orders/list.tsx";',
    /web parts must not import/,
  ],
  ["data knows a part", `${web}/data/x.ts`, 'import { toast } from "#parts/toast.tsx";', /web data must not import/],
  [
    "the schemas travel to the browser",
    `${web}/pages/orders/list.tsx`,
    'import { Order } from "@keywright/contract/management-api/orders";',
    /web pages must not import/,
  ],
  ["a file belongs nowhere", `${server}/misc/x.ts`, "", /belongs to no floor/],
])("it is noticed when %s", (_what, file, text, fault) => {
  expect(faultsOf(file, text).join("\n")).toMatch(fault);
});

test.each([
  [`${server}/http/x.ts`, 'import type { License } from "#domain/licenses/license.ts";'],
  [`${server}/http/x.ts`, 'import { isRefusal } from "#domain/refusal.ts";'],
  [`${server}/actions/orders/x.ts`, 'import { issueLicense } from "#actions/licenses/issue.ts";'],
  [`${server}/domain/x.ts`, "// Nothing here may await anything.\nexport const x = 1;"],
  [`${web}/pages/orders/list.tsx`, 'import type { Order } from "@keywright/contract/management-api/orders";'],
  [`${web}/shell/x.tsx`, 'import { useMe } from "#data/session.ts";'],
  [`${server}/kit/clock.ts`, "export const now = Date.now();"],
])("%s may hold: %s", (file, text) => {
  expect(faultsOf(file, text)).toEqual([]);
});
