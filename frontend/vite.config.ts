import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { icons } from "./icons";

/** Few files rather than many small ones; what changes more seldom than the rest stays longer in the browsers' caches. */
const CHUNKS: [string, RegExp][] = [
  ["vue", /node_modules\/@?vue\//],
  ["site", /src\/(?:api|islands|toasts|words)\.ts|components\/Icon\.vue|virtual:icons/],
  ["entries", /src\/(?:dismissals|entries)\.ts|components\/(?:Floating|HeartButton|RateButton|Stars)\.vue/],
];

export default defineConfig({
  plugins: [vue(), icons()],
  // Addresses are relative to the files themselves, wherever STATIC_URL is.
  base: "./",
  publicDir: false,
  define: { __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false" },
  build: {
    outDir: "../animerec/static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    // From the browsers on that know <dialog>.
    target: ["es2020", "chrome87", "edge88", "firefox98", "safari15.4"],
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: "src/main.ts",
      output: { manualChunks: (id) => CHUNKS.find(([, files]) => files.test(id))?.[0] },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
