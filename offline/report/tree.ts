import type { Registration } from "../registration";
import { paint } from "./style";

/** The resources as a tree of parents and children, one line each. */
export function renderTree(registrations: readonly Registration[]): string {
  const children = groupByParent(registrations);
  const roots = registrations.filter(({ parent }) => parent === "");
  return roots
    .flatMap((root) => [line(root), ...branch(root, children, "")])
    .map((row) => `${row}\n`)
    .join("");
}

function groupByParent(registrations: readonly Registration[]): ReadonlyMap<string, readonly Registration[]> {
  const groups = new Map<string, Registration[]>();
  for (const registration of registrations) {
    const group = groups.get(registration.parent);
    if (group === undefined) groups.set(registration.parent, [registration]);
    else group.push(registration);
  }
  return groups;
}

function branch(parent: Registration, children: ReadonlyMap<string, readonly Registration[]>, indent: string): readonly string[] {
  const direct = children.get(parent.urn) ?? [];
  return direct.flatMap((child, index) => {
    const last = index === direct.length - 1;
    return [`${indent}${last ? "└─ " : "├─ "}${line(child)}`, ...branch(child, children, `${indent}${last ? "   " : "│  "}`)];
  });
}

function line({ type, name, options, external }: Registration): string {
  const marks = [options.protect ? "protected" : "", external ? "read" : ""].filter((mark) => mark !== "");
  return `${paint("dim", shortType(type))} ${name}${marks.length > 0 ? paint("dim", ` (${marks.join(", ")})`) : ""}`;
}

/** Short form of a type: without API version, and without package where the kind is clear without it. */
export function shortType(type: string): string {
  const [pkg = "", module = "", kind = ""] = type.split(":");
  if (pkg === "pulumi" && module === "pulumi") return kind;
  if (pkg === "pulumi") return `${kind} provider`;
  if (pkg === "kubernetes") return `k8s ${kind}`;
  if (pkg === "azure-native") return `${module.replace(/\/v\d+\w*$/, "")}:${kind}`;
  return kind === "" ? type : kind;
}
