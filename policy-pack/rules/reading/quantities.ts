import type { Value } from "./values";

/** Suffixes of Kubernetes quantities (apimachinery, resource.Quantity): decimal, and binary with an `i`. */
const SUFFIXES: Readonly<Record<string, number>> = {
  "": 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([numkMGTPE]|[KMGTPE]i)?$/;

/** The number that a Kubernetes quantity stands for: `500m` is 0.5, `1Gi` is 2^30; `undefined` where it is none. */
export function quantityOf(value: Value): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  const [match, digits, suffix = ""] = typeof value === "string" ? (QUANTITY.exec(value) ?? []) : [];
  return match === undefined ? undefined : Number(digits) * (SUFFIXES[suffix] ?? Number.NaN);
}
