const MEBIBYTES: Readonly<Record<string, number>> = { Ki: 1 / 1024, Mi: 1, Gi: 1024 };

/** CPU quantity in thousandths of a core: `250m` and `0.25` are both 250. */
export function millicores(quantity: string): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) : Math.round(Number(quantity) * 1000);
}

/** Memory quantity in mebibytes, rounded up: `1Gi` is 1024. */
export function mebibytes(quantity: string): number {
  return Math.ceil(Number(quantity.slice(0, -2)) * (MEBIBYTES[quantity.slice(-2)] ?? Number.NaN));
}

export const asMillicores = (value: number) => `${value}m`;
export const asMebibytes = (value: number) => `${value}Mi`;
