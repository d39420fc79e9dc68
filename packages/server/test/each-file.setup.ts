import { afterAll } from "vitest";
import { beginIdsAnew } from "#kit/ids.ts";
import { closeBrowser } from "#test/browser/launched.ts";

// This runs for each test file; what a module does when it is loaded, for the first of those alone that share it.
beginIdsAnew();
afterAll(closeBrowser);
