/** Type token without the parents' types. */
export const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

/** Logical resource name. */
export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");
