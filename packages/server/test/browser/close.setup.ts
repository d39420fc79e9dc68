import { afterAll } from "vitest";
import { closeBrowser } from "#test/browser/launched.ts";

// Here, since this runs for each test file, and what a module does when it is loaded for the first of them alone.
afterAll(closeBrowser);
