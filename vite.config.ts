import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Where `npm run dev` serves the contract; the renderer's own server passes calls on to it. */
const server = process.env['OVERREAD_SERVER'] ?? 'http://127.0.0.1:4777';

export default defineConfig({
  root: path('renderer'),
  // Relative, so that the same build works with the web host and under app://.
  base: './',
  plugins: [react()],
  resolve: {
    alias: {
      // vtk.js's XML readers import it and nobody here uses them; bundled, it kills the page when it loads.
      xmlbuilder2: path('renderer/reading-room/viewer/no-xml.ts'),
    },
  },
  // Replaced by a fresh nonce in every response; see the Content-Security-Policy of the hosts.
  html: { cspNonce: '__NONCE__' },
  worker: { format: 'es' },
  optimizeDeps: { include: ['@cornerstonejs/metadata', '@cornerstonejs/utils'] },
  build: {
    outDir: path('dist/renderer'),
    emptyOutDir: true,
    target: 'es2024',
    // Inlined assets would need data: in more places of the policy than img-src.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
  server: {
    proxy: { '/rpc': { target: server, changeOrigin: true }, '/session': { target: server, changeOrigin: true } },
  },
});
