import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { icons } from "./icons";

/** Vue changes more seldom than our code and stays in the browsers' caches; what nearly every island needs comes at once. */
function chunkOf(id: string): string | undefined {
  if (/node_modules\/@?vue\//.test(id)) return "vue";
  return /src\/(?:api|islands|toasts|words)\.ts$|components\/Icon\.vue/.test(id) ? "site" : undefined;
}

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
      output: { manualChunks: chunkOf },
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
