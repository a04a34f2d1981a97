import { serializeOnDemand } from "./onDemand";
import { isSdkUnchanged } from "./unchanged";

// A module of its own, to be imported before the SDK is.
if (!isSdkUnchanged(process.env)) serializeOnDemand();
