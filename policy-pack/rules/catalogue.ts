import type { Rule } from "./rule";

/** Every control of the pack, area by area. Adding a rule to an area's table is all it takes to enforce it. */
export const catalogue: readonly Rule[] = [];
