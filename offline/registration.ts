import type { Alias, CustomTimeouts, ReadResourceRequest, RegisterResourceRequest } from "./protocol";
import type { Properties } from "./wire";

/** One resource as the program registered it: everything that the engine would receive. */
export interface Registration {
  readonly urn: string;
  /** Type token: `azure-native:keyvault:Vault`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** URN of the parent; empty for the stack itself. */
  readonly parent: string;
  /** False for components. */
  readonly custom: boolean;
  /** Whether it is a component whose children its provider creates: Helm charts, YAML files. */
  readonly remote: boolean;
  /** Whether it is an existing resource that the program only reads. */
  readonly external: boolean;
  /** Inputs in protocol form, secrets marked. */
  readonly inputs: Properties;
  /** URNs of all resources it depends on. */
  readonly dependencies: readonly string[];
  /** URNs by the input that depends on them. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** `urn::id` of an explicit provider, else empty. */
  readonly provider: string;
  readonly options: ResourceOptions;
  /**
   * What its aliases say about its former URN.
   * @default none: it was always registered under its URN
   */
  readonly formerIdentities?: () => readonly FormerIdentity[];
  /**
   * Where the program creates it.
   * @default none: positions are recorded for reports that show them only
   */
  readonly position?: Position;
}

/** A position in a source file of the program, line and column from 1. */
export interface Position {
  /** A `file:` address. */
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

/** One alias: a former URN, or the parts in which it differs; what is not set is as it is today. */
export interface FormerIdentity {
  readonly urn?: string;
  readonly type?: string;
  readonly name?: string;
  /** URN of the former parent; empty if it had none. */
  readonly parent?: string;
}

/** Resource options, as Pulumi names them. */
export interface ResourceOptions {
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** Former URNs, or the parts that differ. */
  readonly aliases: readonly string[];
  /** Go durations: `1h30m`. */
  readonly timeouts: { readonly create: string; readonly update: string; readonly delete: string };
  /** Undefined leaves the choice to the provider. */
  readonly deleteBeforeReplace: boolean | undefined;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string;
  /** Id of the existing resource that is imported or read; else empty. */
  readonly importId: string;
  /** Version of the provider. */
  readonly version: string;
}

export function registrationOf(request: RegisterResourceRequest, urn: string): Registration {
  const position = request.getSourceposition?.();
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: request.getCustom(),
    remote: request.getRemote(),
    external: false,
    inputs: request.getObject()?.toJavaScript() ?? {},
    dependencies: request.getDependenciesList(),
    propertyDependencies: propertyDependencies(request),
    provider: request.getProvider(),
    options: optionsOf(request),
    formerIdentities: () => request.getAliasesList().map(formerIdentity),
    ...(position && { position: { uri: position.getUri(), line: position.getLine(), column: position.getColumn() } }),
  };
}

export function readRegistrationOf(request: ReadResourceRequest, urn: string): Registration {
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: true,
    remote: false,
    external: true,
    inputs: request.getProperties()?.toJavaScript() ?? {},
    dependencies: request.getDependenciesList(),
    propertyDependencies: {},
    provider: request.getProvider(),
    options: { ...NO_OPTIONS, importId: request.getId(), version: request.getVersion() },
  };
}

const NO_OPTIONS: ResourceOptions = {
  protect: false,
  ignoreChanges: [],
  replaceOnChanges: [],
  additionalSecretOutputs: [],
  aliases: [],
  timeouts: { create: "", update: "", delete: "" },
  deleteBeforeReplace: undefined,
  retainOnDelete: false,
  deletedWith: "",
  importId: "",
  version: "",
};

function optionsOf(request: RegisterResourceRequest): ResourceOptions {
  return {
    protect: request.getProtect() === true,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: request.getAliasesList().map(aliasText),
    timeouts: timeoutsOf(request.getCustomtimeouts()),
    deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
    retainOnDelete: request.getRetainondelete() === true,
    deletedWith: request.getDeletedwith(),
    importId: request.getImportid(),
    version: request.getVersion(),
  };
}

function timeoutsOf(timeouts: CustomTimeouts | undefined): ResourceOptions["timeouts"] {
  return { create: timeouts?.getCreate() ?? "", update: timeouts?.getUpdate() ?? "", delete: timeouts?.getDelete() ?? "" };
}

/** SDKs before 3.37 send URNs instead of specifications. */
function aliasText(alias: Alias | string): string {
  if (typeof alias === "string") return alias;
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  return [spec.getParenturn(), spec.getType(), spec.getName()].filter((part) => part !== "").join(" ");
}

function formerIdentity(alias: Alias | string): FormerIdentity {
  if (typeof alias === "string") return { urn: alias };
  const spec = alias.getSpec();
  if (spec === undefined) return { urn: alias.getUrn() };
  const [type, name, parent] = [spec.getType(), spec.getName(), spec.getParenturn()];
  return {
    ...(type !== "" && { type }),
    ...(name !== "" && { name }),
    ...((parent !== "" || spec.getNoparent()) && { parent }),
  };
}

function propertyDependencies(request: RegisterResourceRequest): Readonly<Record<string, readonly string[]>> {
  const byProperty: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((urns, property) => {
    byProperty[property] = urns.getUrnsList();
  });
  return byProperty;
}
