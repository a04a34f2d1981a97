/** Every encoding in which text can contain a secret: unencoded, escaped, or as part of a base64-encoded value. */
export function secretEncodings(secret: string): readonly string[] {
  return [...new Set(escapedForms(secret).flatMap(base64Fragments).flatMap(escapedForms))];
}

function escapedForms(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const form = new URLSearchParams([["", text]]).toString().slice("=".length);
  return [text, json, json.replace(/[<>&]/g, toGoEscape), encodeURIComponent(text), form];
}

/** Go's JSON encoder escapes `<`, `>` and `&` for HTML. */
function toGoEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * The text itself, and the part of its base64 encoding that does not depend on the bytes before and after it. Three bytes become
 * four characters, so there is one such part for each of the three alignments.
 */
function base64Fragments(text: string): readonly string[] {
  const fragments = [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    const first = Math.ceil((offset * 4) / 3);
    const end = Math.floor((bytes.length * 4) / 3);
    return (["base64", "base64url"] as const).map((alphabet) => bytes.toString(alphabet).slice(first, end));
  });
  return [text, ...fragments];
}
