/** Hook of Node.js' module loader: a package that the project does not have comes from the preview's dependencies. */

let preview;

export function initialize(data) {
  preview = data;
}

export async function resolve(specifier, context, nextResolve) {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
    // Node.js names the package if it is missing, and the file if only that is.
    const isMissing = error?.code === "ERR_MODULE_NOT_FOUND" && error.message.startsWith(`Cannot find package '${name}'`);
    if (!isMissing || !preview.dependencies.includes(name) || /\/node_modules\//.test(context.parentURL ?? "")) throw error;
    const found = await nextResolve(specifier, { ...context, parentURL: preview.parent });
    preview.port.postMessage(name);
    return found;
  }
}
