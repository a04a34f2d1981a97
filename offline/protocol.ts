import type { Properties } from "./wire";

/** The parts of Pulumi's resource monitor protocol that the preview uses (`@pulumi/pulumi/proto/resource.proto`). */
export interface RegisterResourceRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getRemote(): boolean;
  getObject(): Struct | undefined;
  getProtect(): boolean | undefined;
  getProvider(): string;
  getImportid(): string;
  getVersion(): string;
  getDeletebeforereplace(): boolean;
  getDeletebeforereplacedefined(): boolean;
  getRetainondelete(): boolean | undefined;
  getDeletedwith(): string;
  getDependenciesList(): string[];
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getAdditionalsecretoutputsList(): string[];
  getAliasesList(): Alias[];
  getCustomtimeouts(): CustomTimeouts | undefined;
  getPropertydependenciesMap(): StringMap<{ getUrnsList(): string[] }>;
  /** Absent in former versions of the SDK. */
  getSourceposition?(): SourcePosition | undefined;
}

export interface SourcePosition {
  /** A `file:` address. */
  getUri(): string;
  getLine(): number;
  getColumn(): number;
}

export interface ReadResourceRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getId(): string;
  getProvider(): string;
  getVersion(): string;
  getProperties(): Struct | undefined;
  getDependenciesList(): string[];
  getAdditionalsecretoutputsList(): string[];
}

export interface ResourceInvokeRequest {
  getTok(): string;
  getProvider(): string;
  getArgs(): Struct | undefined;
}

export interface RegisterResourceOutputsRequest {
  getUrn(): string;
  getOutputs(): Struct | undefined;
}

export interface Alias {
  getUrn(): string;
  getSpec(): { getName(): string; getType(): string; getParenturn(): string; getNoparent(): boolean } | undefined;
}

export interface CustomTimeouts {
  getCreate(): string;
  getUpdate(): string;
  getDelete(): string;
}

export interface Struct {
  toJavaScript(): Properties;
}

export interface StringMap<T> {
  forEach(each: (value: T, key: string) => void): void;
}

/** Receives the monitor's response, or an error. */
export type Callback<T> = (error: Error | null, response?: T) => void;

/** The SDK decodes a response with `toJavaScript` alone, so plain data can replace the protocol's encoded structs. */
export function toStruct(properties: Properties): Struct {
  return { toJavaScript: () => properties };
}

/** A struct of the same class as another one, which the protocol's classes accept as a member. */
export function structLike<T extends Struct>(sample: T | undefined, properties: Properties): T | undefined {
  return sample && Object.assign(Reflect.construct(sample.constructor, []), toStruct(properties));
}
