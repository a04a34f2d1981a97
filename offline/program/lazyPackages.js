/** Packages that the SDK imports to serialise functions, which few programs do: they take longer to load than the rest of the SDK. */
const Module = require("node:module");

const RARELY_USED = ["typescript", "@npmcli/arborist"];

const SDK_FOLDER = /[\\/]@pulumi[\\/]pulumi[\\/]/;

/** A `require` that loads the rarely used packages on first use. */
function lazily(require_) {
  return (id) => (RARELY_USED.includes(id) ? lazyModule(() => require_(id)) : require_(id));
}

/** The same for every copy of the SDK that Node.js loads in this process. */
function loadLazily() {
  const load = Module._load;
  Module._load = function (request, parent, ...rest) {
    const module_ = () => load.call(this, request, parent, ...rest);
    if (!RARELY_USED.includes(request) || !SDK_FOLDER.test(parent?.filename ?? "")) return module_();
    // The SDK has a TypeScript of its own for projects without one (typescript-shim.js): a missing package is an error at once.
    Module._resolveFilename(request, parent);
    return lazyModule(module_);
  };
}

function lazyModule(load) {
  return new Proxy({}, { get: (_, key) => (key === "__esModule" ? true : load()[key]) });
}

module.exports = { RARELY_USED, lazily, loadLazily };
