export type Direction = "Ingress" | "Egress";
export const DIRECTIONS: readonly Direction[] = ["Ingress", "Egress"];

export function byDirection<Result>(of: (direction: Direction) => Result): Readonly<Record<Direction, Result>> {
  return { Ingress: of("Ingress"), Egress: of("Egress") };
}
