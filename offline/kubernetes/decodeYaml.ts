import { parseAllDocuments, type Tags } from "yaml";
import { isRecord } from "../wire";
import type { KubernetesObject } from "./object";

const TAG = "tag:yaml.org,2002";

/**
 * The objects of a text with YAML documents, as Kubernetes decodes them (sigs.k8s.io/yaml, that is YAML 1.1): `on` is a boolean, `0644`
 * a number, but dates and `22:22` are strings. Documents without content and null values are left out.
 *
 * @throws Error if the text is not YAML
 */
export function decodeYaml(source: string): readonly KubernetesObject[] {
  const documents = parseAllDocuments(source, { version: "1.1", uniqueKeys: false, logLevel: "silent", customTags: kubernetesTags });
  return ("empty" in documents ? [] : Array.from(documents)).flatMap((document) => {
    const [error] = document.errors;
    // Only the first line of the error: the others show the text, which may contain secrets.
    if (error !== undefined) throw new Error(`decoding YAML: ${error.message.split("\n", 1)[0]}`);
    const value = withoutNulls(document.toJS({ maxAliasCount: 10_000 }));
    if (value === undefined) return [];
    if (!isRecord(value)) throw new Error("decoding YAML: expected an object in each document");
    return Object.keys(value).length === 0 ? [] : [value];
  });
}

function kubernetesTags(tags: Tags): Tags {
  const kept = tags.filter(
    (tag) => typeof tag === "string" || !(tag.tag === `${TAG}:timestamp` || tag.tag === `${TAG}:binary` || tag.format === "TIME"),
  );
  return [
    ...kept,
    { tag: `${TAG}:int`, default: true, format: "OCT", test: /^[-+]?0o[0-7]+$/, resolve: (octal: string) => Number(octal) },
    { tag: `${TAG}:binary`, default: false, resolve: (base64: string) => Buffer.from(base64, "base64").toString() },
  ];
}

/** The engine's protocol has no null: a property with this value is the same as one that is not set. */
function withoutNulls(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item) ?? null);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, member]) => (member === null ? [] : [[key, withoutNulls(member)]])));
}
