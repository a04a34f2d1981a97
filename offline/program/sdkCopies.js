/**
 * Several copies of the SDK in one program: a package has a version of its own. Copies since 3.43 share their state in a global variable,
 * except for the monitor in some versions (`runtime/settings.js`); each further copy is given that of the project's own SDK.
 */
const Module = require("node:module");
const path = require("node:path");

const REQUEST = /^@pulumi\/pulumi($|\/)/;
const FOLDER = /^.*[\\/]@pulumi[\\/]pulumi(?=[\\/])/;

/** Prepares every copy but the one in a folder when the program first loads it. */
function prepareCopies(ownManifest) {
  const prepared = new Set([path.dirname(ownManifest)]);
  const load = Module._load;
  Module._load = function (request, parent, ...rest) {
    if (REQUEST.test(request)) {
      const [folder] = FOLDER.exec(Module._resolveFilename(request, parent)) ?? [];
      if (folder !== undefined && !prepared.has(folder)) {
        prepared.add(folder);
        share(load(path.join(path.dirname(ownManifest), "runtime"), parent), load(path.join(folder, "runtime"), parent));
      }
    }
    return load.call(this, request, parent, ...rest);
  };
}

function share(own, copy) {
  const config = own.allConfig();
  const store = globalThis.globalStore;
  const [before, settings] = [{ ...store }, { ...store?.settings }];
  const options = { ...settings.options };
  copy.setMockOptions(own.getMonitor(), own.getProject(), own.getStack(), true, own.getOrganization?.());
  copy.setAllConfig(config);
  if (store === undefined) return;
  // The call above also resets what the copies share.
  Object.assign(store, before);
  Object.assign(store.settings, settings);
  Object.assign(store.settings.options, options);
}

module.exports = { prepareCopies };
