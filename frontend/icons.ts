/** `import close from "virtual:icons/close"`: the shape of an icon of templates/components/icon.html, its only source. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const TEMPLATE = fileURLToPath(new URL("../templates/components/icon.html", import.meta.url));
const PREFIX = "virtual:icons/";

export function icons(): Plugin {
  return {
    name: "icons",
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      this.addWatchFile(TEMPLATE);
      const name = id.slice(PREFIX.length + 1);
      const shape = readFileSync(TEMPLATE, "utf-8").match(new RegExp(`name == "${name}" %}(.+?)\\s*\\{%`, "s"))?.[1];
      if (!shape) this.error(`${TEMPLATE} draws no icon "${name}"`);
      return `export default ${JSON.stringify(shape)};`;
    },
  };
}
