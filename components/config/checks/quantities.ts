import type { Fault } from "../fault";
import { faultIf } from "./check";

const MEMORY_UNITS: Readonly<Record<string, number>> = { Ki: 1, Mi: 1024, Gi: 1024 ** 2 };

/** Returns a CPU quantity in millicores, or a memory quantity in Ki. */
function amount(quantity: string): number {
  const memory = /^(\d+)(Ki|Mi|Gi)$/.exec(quantity);
  if (memory !== null) return Number(memory[1]) * (MEMORY_UNITS[memory[2] ?? ""] ?? 1);
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) : Number(quantity) * 1000;
}

/** Checks that a limit is not below its request, which the API server rejects. */
export function checkLimit(path: string, limit: string | undefined, requestName: string, request: string): readonly Fault[] {
  return faultIf(limit !== undefined && amount(limit) < amount(request), path, limit, `at least ${requestName} (${request})`);
}
