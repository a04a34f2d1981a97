import { WRITABLE_IMAGES } from "../facts/images";
import { checkValue, is } from "../reading/expect";
import { parseImage, qualifiedRepository } from "../reading/images";
import { at, namesOption, type PodCheck, strings } from "../reading/pods";
import { isUnknown, type Located } from "../reading/values";
import type { CheckResults, Option } from "../rule";

const WRITABLE = "writableImages";

export const rootFileSystemOptions: Readonly<Record<string, Option>> = {
  [WRITABLE]: namesOption(
    "Images that cannot run with a read-only root file system: the end of the repository, without tag, in any registry. The default is " +
      "ingress-nginx, which writes its configuration next to its templates.",
    ...WRITABLE_IMAGES,
  ),
};

/** Compliant: every container's root file system is read-only, unless its image is one that has to write to it. */
export const checkReadOnlyRoot: PodCheck = (pod, context) => {
  const writable = strings(context, WRITABLE).map((one) => `/${one.toLowerCase()}`);
  return pod.containers.flatMap((container): CheckResults => {
    const setting = at(container, "securityContext.readOnlyRootFilesystem");
    const results = checkValue(setting, is(true), context);
    const image = at(container, "image");
    if (results.length === 0 || writable.length === 0) return results;
    if (isUnknown(image.value)) return [{ unknown: image.path }];
    return isWritable(image, writable) ? [] : results;
  });
};

function isWritable({ value }: Located, writable: readonly string[]): boolean {
  if (typeof value !== "string") return false;
  const repository = `/${qualifiedRepository(parseImage(value))}`;
  return writable.some((one) => repository.endsWith(one));
}
