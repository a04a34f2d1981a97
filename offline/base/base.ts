import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { InputFault } from "../fault";
import { type PreviewRequest, previewRevision } from "./childPreview";
import { type BaseDocument, parseDocument } from "./document";
import { findRevision } from "./revision";

/** The base of `--diff`, while the current program runs. */
export interface Base {
  /** What the user named. */
  readonly name: string;
  /** Commit of a revision; undefined for a file. */
  readonly commit: string | undefined;
  readonly remarks: readonly string[];
  /** The base's document, or why it could not be previewed. */
  readonly document: () => Promise<BaseDocument | string>;
}

export interface BaseRequest extends PreviewRequest {
  /** Revision or file. */
  readonly name: string;
}

/**
 * Starts the preview of a revision in a process of its own, which runs while this one previews the current program; or reads a file.
 *
 * @throws InputFault if the base is neither a revision nor a file that `preview --json` has written.
 */
export function startBase(request: BaseRequest): Base {
  const { name, directory } = request;
  if (statSync(name, { throwIfNoEntry: false })?.isFile() === true) return readFile(request);
  const revision = findRevision(name, directory);
  const { commit, remarks } = revision;
  return { name, commit, remarks, document: previewRevision(request, revision) };
}

function readFile({ name, options }: BaseRequest): Base {
  const document = parseDocument(readFileSync(resolve(name), "utf8"));
  if (typeof document === "string") throw new InputFault(`--diff ${name}: ${document}`);
  if (document.stack !== options.stack)
    throw new InputFault(`--diff ${name}: it is a preview of the stack ${document.stack}, not of ${options.stack}`);
  return { name, commit: undefined, remarks: [], document: () => Promise.resolve(document) };
}
