import fc from "fast-check";

/*
 * Properties draw the same values in every run, so that a change is judged by what it changes, and what failed once fails
 * again. `SEED=random npm test` looks for what nobody has thought of; a number repeats what it has found.
 */
const { SEED = "20261124" } = process.env;
if (SEED !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(SEED) });
