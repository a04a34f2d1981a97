/**
 * Packages of a program: the project's own, as Node.js finds them. Only a package that the project does not have at all comes from
 * the preview's dependencies.
 */
const Module = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { MessageChannel, receiveMessageOnPort } = require("node:worker_threads");

class Packages {
  constructor(root) {
    this.manifest = path.join(root, "package.json");
    this.own = Module.createRequire(this.manifest);
    this.dependencies = Object.keys(this.own(this.manifest).dependencies);
    this.used = new Set();
    this.ports = [];
  }

  /** Names of the packages that the project does not have, of which the preview's are used. */
  substitutes() {
    for (const port of this.ports)
      for (let received = receiveMessageOnPort(port); received !== undefined; received = receiveMessageOnPort(port))
        this.used.add(received.message);
    return Array.from(this.used).sort();
  }

  /** Path of a package's file for a program's file. */
  resolve(request, fromFile) {
    const require_ = Module.createRequire(fromFile);
    try {
      return require_.resolve(request);
    } catch (error) {
      const found = this.substitute(request, require_.resolve, error);
      if (found === undefined) throw error;
      return found;
    }
  }

  /** Adds the preview's packages to what `require` finds. */
  serveRequire() {
    const packages = this;
    const resolveFilename = Module._resolveFilename;
    Module._resolveFilename = function (request, parent, ...rest) {
      try {
        return resolveFilename.call(this, request, parent, ...rest);
      } catch (error) {
        if (isPackageFile(parent?.filename ?? "")) throw error;
        const resolve = (id) => resolveFilename.call(this, id, parent, ...rest);
        const found = packages.substitute(request, resolve, error);
        if (found === undefined) throw error;
        return found;
      }
    };
  }

  /** Adds the preview's packages to what `import` finds; Node.js runs such hooks in a thread of their own. */
  serveImport() {
    const { port1, port2 } = new MessageChannel();
    port1.unref();
    this.ports.push(port1);
    const data = { parent: pathToFileURL(this.manifest).href, dependencies: this.dependencies, port: port2 };
    Module.register("./importHooks.mjs", { parentURL: pathToFileURL(__filename).href, data, transferList: [port2] });
  }

  substitute(request, resolve, error) {
    const name = packageName(request);
    if (error?.code !== "MODULE_NOT_FOUND" || !this.dependencies.includes(name) || isFound(`${name}/package.json`, resolve))
      return undefined;
    this.used.add(name);
    return this.own.resolve(request);
  }
}

/** Whether the project has the package itself, so that only the file in it is missing. */
function isFound(id, resolve) {
  try {
    resolve(id);
    return true;
  } catch (error) {
    return error?.code !== "MODULE_NOT_FOUND";
  }
}

/** Packages try optional dependencies, whose absence is no error. */
function isPackageFile(file) {
  return /[\\/]node_modules[\\/]/.test(file);
}

function packageName(request) {
  return request.split("/", request.startsWith("@") ? 2 : 1).join("/");
}

module.exports = { Packages };
