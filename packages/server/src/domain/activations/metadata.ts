import { BOUNDS } from "@keywright/contract/wire";

/** What is wrong with an activation's metadata: too large or too deep, each in a sentence. Empty when all is well. */
export function metadataFaults(metadata: Readonly<Record<string, unknown>>): string[] {
  const faults: string[] = [];
  const bytes = Buffer.byteLength(JSON.stringify(metadata));
  if (bytes > BOUNDS.metadataBytes) faults.push(`Takes ${bytes} bytes as JSON; at most ${BOUNDS.metadataBytes} fit.`);
  const depth = depthOf(metadata);
  if (depth > BOUNDS.metadataDepth) faults.push(`Is ${depth} levels deep; at most ${BOUNDS.metadataDepth} are kept.`);
  return faults;
}

/** How many levels of objects and lists stand in one another, the outermost being the first. */
function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
