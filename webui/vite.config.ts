import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  base: '/web-manager/',
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  plugins: [
    vue(),
    // Element Plus comes component by component, with its styles. Our own components are imported by hand, so that one
    // can see where they are from.
    Components({ dirs: [], dts: 'src/components.d.ts', resolvers: [ElementPlusResolver()] }),
  ],
  define: {
    // Messages are compiled to syntax trees, never to code: `script-src 'self'` needs no 'unsafe-eval'.
    __INTLIFY_JIT_COMPILATION__: true,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
  },
  build: {
    target: 'es2022',
    // A data: URL would need `img-src data:`.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rollupOptions: {
      output: {
        manualChunks: (id) =>
          /node_modules\/(vue|@vue|vue-router|vue-i18n|@intlify|pinia|openapi-fetch)\//.test(id) ? 'vue' : undefined,
      },
    },
  },
  server: { proxy: { '/dbmanage': process.env.API_ORIGIN ?? 'http://127.0.0.1:8080' } },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    server: { deps: { inline: ['element-plus'] } },
    unstubGlobals: true,
    restoreMocks: true,
  },
})
