import type { Fault } from "../fault";
import { faultIf } from "./check";

const MEMORY_UNITS: Readonly<Record<string, number>> = { Ki: 1, Mi: 1024, Gi: 1024 ** 2 };

/** A CPU quantity in millicores, a memory quantity in Ki: comparable within its kind. */
function amount(quantity: string): number {
  const memory = /^(\d+)(Ki|Mi|Gi)$/.exec(quantity);
  if (memory !== null) return Number(memory[1]) * (MEMORY_UNITS[memory[2] ?? ""] ?? 1);
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) : Number(quantity) * 1000;
}

/** A limit below its request would be refused by the API server. */
export function notBelow(path: string, limit: string | undefined, requestName: string, request: string): readonly Fault[] {
  return faultIf(limit !== undefined && amount(limit) < amount(request), path, limit, `at least ${requestName} (${request})`);
}
