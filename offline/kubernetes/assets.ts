import { readFileSync } from "node:fs";
import { isAsset, isRecord, mapValues } from "../wire";
import { NotRenderable } from "./programs";

/** The text of an asset (pulumi/pulumi-kubernetes, provider/pkg/helm/values.go: `readAsset`). @throws NotRenderable for an address */
export function assetText(asset: unknown): string {
  if (isRecord(asset)) {
    if (typeof asset.text === "string") return asset.text;
    if (typeof asset.path === "string") return fileText(asset.path);
  }
  throw new NotRenderable("a file of its values is an address, which is not read offline");
}

function fileText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new NotRenderable(`a file of its values cannot be read: ${path}`);
  }
}

/** Values with the content of the assets among them. */
export function withAssetTexts(value: unknown): unknown {
  if (isAsset(value)) return assetText(value);
  if (Array.isArray(value)) return value.map(withAssetTexts);
  return isRecord(value) ? mapValues(value, withAssetTexts) : value;
}
