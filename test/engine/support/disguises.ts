/** Every text that shows a secret to whoever reads it: as it is, escaped, or inside something that was encoded as base64. */
export function disguises(secret: string): readonly string[] {
  return [...new Set(escapes(secret).flatMap(insideBase64).flatMap(escapes))];
}

function escapes(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const form = new URLSearchParams([["", text]]).toString().slice("=".length);
  return [text, json, json.replace(/[<>&]/g, asGoEscapes), encodeURIComponent(text), form];
}

/** Go's encoder makes JSON safe for HTML. */
function asGoEscapes(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The text itself, and what stays of it in base64 whatever stands before and after it: three bytes make four characters. */
function insideBase64(text: string): readonly string[] {
  const middles = [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const first = Math.ceil((before * 4) / 3);
    const end = Math.floor((bytes.length * 4) / 3);
    return (["base64", "base64url"] as const).map((alphabet) => bytes.toString(alphabet).slice(first, end));
  });
  return [text, ...middles];
}
