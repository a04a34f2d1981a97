const CODES = { dim: 2, bold: 1, red: 31, yellow: 33, green: 32 } as const;

let enabled = false;

/** Enables colour on a terminal that supports it, unless `NO_COLOR` is set (no-color.org). */
export function useColour(stream: { readonly isTTY?: boolean | undefined }): void {
  enabled = stream.isTTY === true && (process.env.NO_COLOR ?? "") === "" && process.env.TERM !== "dumb";
}

export function paint(style: keyof typeof CODES, text: string): string {
  return enabled ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
}
