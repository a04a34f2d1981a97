const CODES = { dim: 2, bold: 1, red: 31, yellow: 33, green: 32 } as const;

let enabled = false;

/** Colour only where a person looks: on a terminal, and not against `NO_COLOR` (no-color.org) or a terminal without it. */
export function useColour(stream: { readonly isTTY?: boolean | undefined }): void {
  enabled = stream.isTTY === true && (process.env.NO_COLOR ?? "") === "" && process.env.TERM !== "dumb";
}

export function paint(style: keyof typeof CODES, text: string): string {
  return enabled ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
}
