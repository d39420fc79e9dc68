import type { TestProject } from "vitest/node";

/** Says to all tests of the run that it is about the embedded engine. */
export default function setup(project: TestProject): void {
  project.provide("postgres", null);
}
