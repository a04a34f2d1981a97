import { kindOf } from "./arm";
import { PATHS } from "./paths";

/**
 * The inputs that an ARM id contains: `resourceGroupName`, `vaultName`. Ids are compared without case, as Azure does. Of a kind without
 * known path only the resource group is.
 */
export function inputsOf(type: string, id: string): Readonly<Record<string, string>> {
  const [, resourceGroupName] = /\/resourceGroups\/([^/]+)/i.exec(id) ?? [];
  const group = resourceGroupName === undefined ? {} : { resourceGroupName };
  const path = PATHS[kindOf(type)];
  return path === undefined ? group : { ...group, ...matched(path, id) };
}

function matched(path: string, id: string): Readonly<Record<string, string>> {
  const names: string[] = [];
  const pattern = path
    .split(/(\{\w+\})/)
    .map((part) => {
      const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
      if (name === undefined) return part.replace(/[\\^$.|?*+()[\]]/g, "\\$&");
      names.push(name);
      // A scope is an id itself; every other input is one segment.
      return names.length === 1 && /^\{/.test(path) ? "(.+)" : "([^/]+)";
    })
    .join("");
  const [, ...values] = new RegExp(`${pattern}$`, "i").exec(id) ?? [];
  return Object.fromEntries(values.map((value, index) => [names[index] ?? "", value]));
}
