import { setFlagsFromString } from "node:v8";

/*
 * The space for young objects grows with what happens to be in use when it is tidied up, and does not shrink by itself. A
 * start, which loads and compiles everything, drives it to three times 16 MB, which a server at rest would keep for ever.
 * One flag of the engine says how fast it grows; it is looked at whenever the space might grow, so it can be set at any time.
 */

/** From now on the space for young objects stays as small as it is: a little more tidying up, a lot less memory. */
export function keepYoungSpace(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** From now on the space for young objects grows as far as the load needs it, as usual. */
export function letYoungSpaceGrow(): void {
  setFlagsFromString("--semi-space-growth-factor=2");
}
