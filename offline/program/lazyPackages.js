/**
 * Modules that the SDK loads at start and few programs use: those with which it serialises functions, which take longer to load than the
 * rest of it, and the Automation API.
 */
const Module = require("node:module");

/** The only one that is a function. */
const NORMALIZE = "normalize-package-data";

const RARELY_USED = ["typescript", "@npmcli/arborist", NORMALIZE];

/** The Automation API. esbuild leaves it out of a bundle by its file; in Node.js the SDK requires it as `./automation`. */
const AUTOMATION = "@pulumi/pulumi/automation/index.js";

const SDK_FOLDER = /[\\/]@pulumi[\\/]pulumi[\\/]/;

/** A `require` that loads the rarely used modules on first use. */
function lazily(require_) {
  return (id) => {
    const name = id.endsWith(`/node_modules/${AUTOMATION}`) ? AUTOMATION : id;
    return name === AUTOMATION || RARELY_USED.includes(name) ? lazyModule(name, () => require_(name)) : require_(name);
  };
}

/** The same for every copy of the SDK that Node.js loads in this process. */
function loadLazily() {
  const load = Module._load;
  Module._load = function (request, parent, ...rest) {
    const module_ = () => load.call(this, request, parent, ...rest);
    if (![...RARELY_USED, "./automation"].includes(request) || !SDK_FOLDER.test(parent?.filename ?? "")) return module_();
    // The SDK has a TypeScript of its own for projects without one (typescript-shim.js): a missing package is an error at once.
    Module._resolveFilename(request, parent);
    return lazyModule(request, module_);
  };
}

function lazyModule(name, load) {
  return new Proxy(() => undefined, {
    // The SDK's compiled imports ask for it: without it they copy all properties of a namespace at once, and wrap a function.
    get: (_, key) => (key === "__esModule" ? name !== NORMALIZE : load()[key]),
    apply: (_, self, args) => Reflect.apply(load(), self, args),
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    // A proxy can only report properties as configurable that its own object does not have.
    getOwnPropertyDescriptor(_, key) {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    },
  });
}

module.exports = { AUTOMATION, RARELY_USED, lazily, loadLazily };
