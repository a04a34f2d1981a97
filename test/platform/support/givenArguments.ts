import nodeModule from "node:module";
import { isRecord } from "../../../offline/wire";

type Load = (request: string, parent: NodeJS.Module | undefined, isMain: boolean) => unknown;

/** Names of the arguments each resource was given, by `<type> <name>`. */
export type Given = ReadonlyMap<string, readonly string[]>;

/**
 * Notes which arguments the program hands to the SDK's classes while the action runs. Their constructors pass on what they know
 * by name and drop the rest, so a misspelt argument that came in by a spread would leave no trace in what is recorded.
 */
export async function givenArguments<T>(action: () => Promise<T>): Promise<{ readonly result: T; readonly given: Given }> {
  const given = new Map<string, readonly string[]>();
  const loader = nodeModule as unknown as { _load: Load };
  const { _load: load } = loader;
  // The SDK's indexes load a class's file whenever the class is asked for, which makes this the one place all of them pass.
  loader._load = (request, parent, isMain) => {
    const exported = load.call(nodeModule, request, parent, isMain);
    return request.startsWith("./") && /@pulumi.(azure-native|kubernetes|random)\b/.test(parent?.filename ?? "")
      ? withNotes(exported, given)
      : exported;
  };
  try {
    return { result: await action(), given };
  } finally {
    loader._load = load;
  }
}

function withNotes(exported: unknown, given: Map<string, readonly string[]>): unknown {
  if (!isRecord(exported)) return exported;
  return new Proxy(exported, {
    get: (target, key, receiver) => {
      const member: unknown = Reflect.get(target, key, receiver);
      const type: unknown = typeof member === "function" ? Reflect.get(member, "__pulumiType") : undefined;
      return typeof member === "function" && typeof type === "string" ? noting(member, type, given) : member;
    },
  });
}

function noting(resource: object, type: string, given: Map<string, readonly string[]>): object {
  return new Proxy(resource, {
    construct: (target, args) => {
      const [name, inputs] = args;
      const present = Object.entries(inputs ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [key]));
      given.set(`${type} ${name}`, present);
      return Reflect.construct(target as new () => object, args);
    },
  });
}
