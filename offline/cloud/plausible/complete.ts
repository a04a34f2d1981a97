import { isRecord, isSecret, type Properties, secret } from "../../wire";
import type { Member } from "../declarations/members";
import type { PackageTypes } from "../declarations/packageTypes";
import { parseType, type ValueType } from "../declarations/typeText";
import { UNKNOWN } from "../unknown";
import { type Shape, shapeOf } from "./shape";
import type { Subject } from "./subject";
import { plausibleText } from "./text";

/** How absent values are made up. */
export interface Completion {
  readonly types: PackageTypes;
  readonly subject: Subject;
  /** Whether absent values are unknown, as in the engine's preview, or plausible. */
  readonly absent: "unknown" | "plausible";
  /** Whether a property that may be absent gets a value too: nobody knows what an existing resource has. */
  readonly optional: boolean;
  /** Number of elements of a list that is made up, by what they are. */
  readonly elements: { readonly objects: number; readonly scalars: number };
}

/** Position in the value that is completed. */
interface Position {
  readonly property: string;
  readonly container: string;
  readonly owner: string;
  readonly path: string;
  /** Interfaces that contain this value: a type that contains itself ends there. */
  readonly inside: readonly string[];
}

/**
 * Types refer to each other over many levels (a subnet has endpoints, which have subnets); no program reads that far. Values that may be
 * absent end earlier, since there are many more of them.
 */
const MAX_DEPTH = { optional: 2, required: 5 };
/** What the program sets is completed as deep as it is. */
const MAX_GIVEN_DEPTH = 20;

function isTooDeep({ inside }: Position, { optional }: Completion): boolean {
  return inside.length >= (optional ? MAX_DEPTH.optional : MAX_DEPTH.required);
}

/** The record with every member that its type declares and that it lacks. What it has, it keeps; secrets remain secret. */
export function completeRecord(members: readonly Member[], record: Properties, completion: Completion): Properties {
  const at = { property: "", container: "", owner: completion.subject.id, path: "", inside: [] };
  return withMembers(members, record, completion, at);
}

/** A value of a type that is no interface, such as the text that a function returns. */
export function plausibleValue(type: string, property: string, completion: Completion): unknown {
  const at = { property, container: "", owner: completion.subject.id, path: property, inside: [] };
  return made(parseType(type).type, completion, at);
}

function withMembers(members: readonly Member[], record: Properties, completion: Completion, at: Position): Properties {
  const shape = shapeOf(members);
  return { ...record, ...completedMembers(shape, record, completion, at), ...absentMembers(shape, record, completion, at) };
}

/** What the record has and its type says more about. */
function completedMembers({ nested }: Shape, record: Properties, completion: Completion, at: Position): Properties {
  const completed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    const type = typeof value === "object" && value !== null ? nested.get(name) : undefined;
    if (type !== undefined) completed[name] = completeValue(type, value, completion, below(at, name));
  }
  return completed;
}

/** What the record lacks and the service answers with. */
function absentMembers({ all, required }: Shape, record: Properties, completion: Completion, at: Position): Properties {
  const added: Record<string, unknown> = {};
  const isChild = hasChildId(at);
  for (const { name, type, optional } of completion.optional || isChild ? all : required) {
    const isAnswered = completion.optional || !optional || (isChild && name === "id");
    if (!isAnswered || record[name] !== undefined || isWithout(record, name)) continue;
    const value = absentValue(type, completion, below(at, name));
    if (value !== undefined) added[name] = value;
  }
  return added;
}

function below(at: Position, property: string): Position {
  return { ...at, property, container: at.property || at.container, path: at.path === "" ? property : `${at.path}.${property}` };
}

function absentValue(type: ValueType, completion: Completion, at: Position): unknown {
  return completion.absent === "unknown" ? UNKNOWN : made(type, completion, at);
}

/** Azure Resource Manager: an identity without a system-assigned part has no principal of its own. */
function isWithout({ type, userAssignedIdentities }: Properties, name: string): boolean {
  if (name !== "principalId" && name !== "tenantId") return false;
  return userAssignedIdentities !== undefined && typeof type === "string" && !type.includes("SystemAssigned");
}

/** A named item of a list is a child resource: Azure answers with its id, even where the type allows to send one. */
function hasChildId({ path, owner }: Position): boolean {
  return path.endsWith("]") && owner.startsWith("/");
}

function completeValue(type: ValueType, value: unknown, completion: Completion, at: Position): unknown {
  if (isSecret(value)) return secret(completeValue(type, value.value, completion, at));
  if (type.kind === "list" && Array.isArray(value))
    return value.map((item, index) => completeValue(type.item, item, completion, itemPosition(at, item, index)));
  if (type.kind === "map" && Array.isArray(value))
    return completion.absent === "unknown" ? UNKNOWN : mapOf(type.item, value, completion, at);
  if (!isRecord(value)) return value;
  if (type.kind === "map")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, completeValue(type.item, item, completion, at)]));
  if (type.kind !== "reference" || at.inside.length >= MAX_GIVEN_DEPTH) return value;
  const members = completion.types.membersOf(type.name);
  return members === undefined ? value : withMembers(members, value, completion, { ...at, inside: [...at.inside, type.name] });
}

/** Inputs that list ids are returned as a map by id: the user-assigned identities of a resource. */
function mapOf(item: ValueType, keys: readonly unknown[], completion: Completion, at: Position): unknown {
  const named = keys.filter((key) => typeof key === "string");
  return Object.fromEntries(
    named.map((key) => [key, completeValue(item, {}, completion, { ...at, owner: key, path: `${at.path}.${key}` })]),
  );
}

/** Items of a list with names are child resources of the resource that contains them. */
function itemPosition(at: Position, item: unknown, index: number): Position {
  const name = isRecord(item) && typeof item.name === "string" ? item.name : undefined;
  const owner = name === undefined || at.owner === "" ? "" : `${at.owner}/${at.property}/${name}`;
  return { ...at, owner, path: `${at.path}[${index}]` };
}

function made(type: ValueType, completion: Completion, at: Position): unknown {
  const { types, subject, elements } = completion;
  switch (type.kind) {
    case "string":
      return plausibleText({ ...at, subject, owner: at.owner || subject.id });
    case "number":
      return /port$/i.test(at.property) ? 443 : 1;
    case "boolean":
      return false;
    case "literal":
      return type.value;
    case "map":
      return {};
    case "list":
      return madeList(type.item, completion, at);
    case "reference":
      return type.name.startsWith("enums.")
        ? (types.firstMember(type.name) ?? plausibleText({ ...at, subject }))
        : madeRecord(type.name, completion, at);
    case "any":
      return elements.objects > 0 ? {} : undefined;
  }
}

function madeList(item: ValueType, completion: Completion, at: Position): unknown {
  const isObject = item.kind === "reference" && item.name.startsWith("outputs.");
  if (isObject && (at.inside.includes(item.name) || isTooDeep(at, completion))) return [];
  // A list at top level stays unknown, instead of empty: what depends on it is not judged, instead of judged as if nothing existed.
  if (isObject && completion.elements.objects === 0) return at.inside.length === 0 ? undefined : [];
  const { objects, scalars } = completion.elements;
  const length = at.inside.length > 0 ? 1 : isObject ? objects : scalars;
  return Array.from({ length }, (_, index) => {
    const name = `${at.property}${index}`;
    const position = { ...at, owner: `${at.owner}/${at.property}/${name}`, path: `${at.path}[${index}]` };
    return made(item, completion, position);
  });
}

function madeRecord(name: string, completion: Completion, at: Position): unknown {
  if (at.inside.includes(name) || isTooDeep(at, completion)) return undefined;
  const members = completion.types.membersOf(name);
  return members === undefined ? undefined : withMembers(members, {}, completion, { ...at, inside: [...at.inside, name] });
}
