import type { ColumnType } from "kysely";

/* What columns hold, whichever engine keeps them. */

/** A moment, as milliseconds since 1970. */
export type Moment = number;
/** 0 or 1: the one spelling of a truth value that every engine has. */
export type Flag = 0 | 1;
/** JSON text. Not the engine's JSON type, which would re-order what must be kept verbatim. */
export type Json = string;
/** Written once and never changed. */
export type Fixed<T> = ColumnType<T, T, never>;
