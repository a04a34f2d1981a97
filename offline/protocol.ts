import type { Properties } from "./wire";

/** The parts of Pulumi's resource monitor protocol that a registration needs (`@pulumi/pulumi/proto/resource.proto`). */
export interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getRemote(): boolean;
  getObject(): Struct | undefined;
  getProtect(): boolean;
  getProvider(): string;
  getImportid(): string;
  getVersion(): string;
  getDeletebeforereplace(): boolean;
  getDeletebeforereplacedefined(): boolean;
  getRetainondelete(): boolean;
  getDeletedwith(): string;
  getDependenciesList(): string[];
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getAdditionalsecretoutputsList(): string[];
  getAliasesList(): Alias[];
  getCustomtimeouts(): Timeouts | undefined;
  getPropertydependenciesMap(): StringMap<{ getUrnsList(): string[] }>;
}

export interface ReadRequest {
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

export interface InvokeRequest {
  getTok(): string;
  getArgs(): Struct | undefined;
}

export interface OutputsRequest {
  getUrn(): string;
  getOutputs(): Struct | undefined;
}

export interface Alias {
  getUrn(): string;
  getSpec(): { getName(): string; getType(): string; getParenturn(): string } | undefined;
}

export interface Timeouts {
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

/** How a monitor answers: an error, or a response. */
export type Callback<T> = (error: Error | null, response?: T) => void;

/** The SDK decodes a response by `toJavaScript` alone, so plain data can stand in for the protocol's encoded structs. */
export function struct(properties: Properties): Struct {
  return { toJavaScript: () => properties };
}
