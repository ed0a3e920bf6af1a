import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [vue()],
  // Addresses are relative to the files themselves, wherever STATIC_URL is.
  base: "./",
  publicDir: false,
  define: { __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false" },
  build: {
    outDir: "../animerec/static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: ["es2020", "chrome87", "edge88", "firefox78", "safari14"],
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: "src/main.ts",
      // Vue changes more seldom than our code: it stays in the browsers' caches.
      output: { manualChunks: (id) => (/node_modules\/@?vue\//.test(id) ? "vue" : undefined) },
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
