import type { Member } from "../declarations/members";
import { parseType, type ValueType } from "../declarations/typeText";

/** A property of an interface or class with its parsed type. */
export interface Property {
  readonly name: string;
  readonly type: ValueType;
  /** Whether a value may lack it. */
  readonly optional: boolean;
}

/** The properties of one type, arranged for the completion of its values. */
export interface Shape {
  /** All of them, in the order of the declaration. */
  readonly all: readonly Property[];
  /** Those that every value has. */
  readonly required: readonly Property[];
  /** Those whose value can contain others, by name. */
  readonly nested: ReadonlyMap<string, ValueType>;
}

const shapes = new WeakMap<readonly Member[], Shape>();

/** Hundreds of resources of a stack have the same few types: each is arranged once. */
export function shapeOf(members: readonly Member[]): Shape {
  const known = shapes.get(members);
  if (known !== undefined) return known;
  const all = members.map(([name, optional, text]) => {
    const parsed = parseType(text);
    return { name, type: parsed.type, optional: optional || parsed.optional };
  });
  const nested = new Map(all.filter(({ type }) => canContain(type)).map(({ name, type }) => [name, type] as const));
  const shape = { all, required: all.filter(({ optional }) => !optional), nested };
  shapes.set(members, shape);
  return shape;
}

function canContain(type: ValueType): boolean {
  return type.kind === "map" || type.kind === "list" ? canContainItem(type) : type.kind === "reference" && !type.name.startsWith("enums.");
}

/** A list of texts has nothing to complete; a map of texts may be given as a list of its keys. */
function canContainItem({ kind, item }: Extract<ValueType, { item: ValueType }>): boolean {
  return kind === "map" || canContain(item);
}
