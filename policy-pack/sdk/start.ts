import { serializeOnDemand } from "./onDemand";
import { isSdkUnchanged } from "./unchanged";

// A separate module, so that it can be imported before the SDK.
if (!isSdkUnchanged(process.env)) serializeOnDemand();
