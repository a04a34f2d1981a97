import { isRecord } from "../wire";
import { complete } from "./declarations";
import { environmentWarnings } from "./environments";
import type { MissingKey } from "./missing";
import { applyOverrides, overriddenKeys } from "./overrides";
import { readProject, readStackFile } from "./projectFiles";
import { replaceSecureValues } from "./secureValues";
import { toText } from "./text";

/** Project, stack and configuration as the CLI passes them to a program. */
export interface StackConfig {
  /** Name of the Pulumi project. */
  readonly project: string;
  /** Name of the stack. */
  readonly stack: string;
  /** Values by full key, `project:key`, as strings; maps and lists as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Full keys whose values are secret or contain a secret. */
  readonly secretKeys: readonly string[];
}

/** A stack as its files and the command line define it. */
export interface LoadedStack extends StackConfig {
  /** Keys that the project file declares, without value. */
  readonly missing: readonly MissingKey[];
  readonly warnings: readonly string[];
}

export interface StackRequest {
  /** Folder of the project file. */
  readonly directory: string;
  /** Name of the stack, whose configuration is in `Pulumi.<stack>.yaml`. */
  readonly stack: string;
  /** Configuration values, `key=value`, that override the stack's file. */
  readonly overrides: readonly string[];
  /** Whether the keys of overrides are paths. */
  readonly path: boolean;
}

/** Reads the project and stack files and applies the overrides. */
export function loadStack({ directory, stack, overrides, path }: StackRequest): LoadedStack {
  const files = readProject(directory);
  const { project, file: projectFile } = files;
  const { file, content, warnings } = readStackFile(files, stack);
  const { values, secretKeys } = replaceSecureValues(isRecord(content.config) ? content.config : {}, project);
  const configured = {
    values: applyOverrides(values, overrides, path, project),
    secretKeys: new Set(secretKeys),
    overridden: overriddenKeys(overrides, path, project),
  };
  const completed = complete(configured, { declarations: files.content.config, project, stack, projectFile });
  return {
    project,
    stack,
    values: Object.fromEntries(Array.from(completed.values, ([key, value]) => [key, toText(value)])),
    secretKeys: Array.from(completed.secretKeys),
    missing: completed.missing,
    warnings: [...warnings, ...environmentWarnings(content.environment, file)],
  };
}
