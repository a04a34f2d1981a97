import nodeModule from "node:module";
import { isRecord } from "../../../offline/wire";

type Load = (request: string, parent: NodeJS.Module | undefined, isMain: boolean) => unknown;

/** Names of the arguments passed to each resource, by `<type> <name>`. */
export type RecordedArguments = ReadonlyMap<string, readonly string[]>;

/**
 * Records the arguments that the program passes to the SDK's classes while the action runs. The constructors register only the
 * arguments they declare and drop the others, so the registered inputs do not show a misspelt argument of a spread object.
 */
export async function recordArguments<T>(
  action: () => Promise<T>,
): Promise<{ readonly result: T; readonly recordedArguments: RecordedArguments }> {
  const recordedArguments = new Map<string, readonly string[]>();
  const loader = nodeModule as unknown as { _load: Load };
  const { _load: load } = loader;
  // The SDK's index modules load the file of a class on first access, so every class is loaded through this function.
  loader._load = (request, parent, isMain) => {
    const exported = load.call(nodeModule, request, parent, isMain);
    return request.startsWith("./") && /@pulumi.(azure-native|kubernetes|random)\b/.test(parent?.filename ?? "")
      ? withRecording(exported, recordedArguments)
      : exported;
  };
  try {
    return { result: await action(), recordedArguments };
  } finally {
    loader._load = load;
  }
}

function withRecording(exported: unknown, recordedArguments: Map<string, readonly string[]>): unknown {
  if (!isRecord(exported)) return exported;
  return new Proxy(exported, {
    get: (target, key, receiver) => {
      const member: unknown = Reflect.get(target, key, receiver);
      const type: unknown = typeof member === "function" ? Reflect.get(member, "__pulumiType") : undefined;
      return typeof member === "function" && typeof type === "string" ? recordingClass(member, type, recordedArguments) : member;
    },
  });
}

function recordingClass(resource: object, type: string, recordedArguments: Map<string, readonly string[]>): object {
  return new Proxy(resource, {
    construct: (target, args) => {
      const [name, inputs] = args;
      const present = Object.entries(inputs ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [key]));
      recordedArguments.set(`${type} ${name}`, present);
      return Reflect.construct(target as new () => object, args);
    },
  });
}
