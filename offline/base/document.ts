import type { Finding } from "../pack";
import type { BaseResource } from "../report/comparison/compare";
import { isRecord } from "../wire";

/** The parts of a document of `--json` that are compared. */
export interface BaseDocument {
  readonly stack: string;
  readonly resources: readonly BaseResource[];
  readonly findings: readonly Finding[];
}

/**
 * Reads the document that `preview --json` writes.
 *
 * @returns an error message if the document says that the preview failed, or is none of `preview --json`.
 */
export function parseDocument(text: string): BaseDocument | string {
  const document = parsed(text);
  if (!isRecord(document)) return "it is not a document of preview --json";
  if (typeof document.error === "string") return document.error;
  const { stack, resources, findings } = document;
  if (typeof stack !== "string" || !isListOf(resources, isResource) || !isListOf(findings, isFinding))
    return "it is not a document of preview --json";
  return { stack, resources, findings };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isListOf<T>(value: unknown, isOne: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isResource(value: unknown): value is BaseResource {
  return isRecord(value) && hasTexts(value, "urn", "type", "name") && isRecord(value.props) && typeof value.protect === "boolean";
}

function isFinding(value: unknown): value is Finding {
  return isRecord(value) && hasTexts(value, "control", "policy", "level", "urn", "path", "message");
}

function hasTexts(value: Readonly<Record<string, unknown>>, ...keys: readonly string[]): boolean {
  return keys.every((key) => typeof value[key] === "string");
}
