/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // The gateway puts the nonce of each answer in place of this word; see http/static_files.cc.
  html: { cspNonce: 'CPB_NONCE' },
  build: {
    target: 'es2022',
    // Nothing as data: URLs, which the Content-Security-Policy refuses for scripts and styles.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      output: {
        // Two chunks that change seldom, so that an update of ours is a small download.
        manualChunks: { react: ['react', 'react-dom', 'react-dom/client', 'react-router-dom', '@tanstack/react-query'] },
      },
    },
  },
  // `npm run dev` beside a running system: CPB_GATEWAY=http://127.0.0.1:8080 npm run dev
  server: { proxy: Object.fromEntries(['/v1', '/readyz'].map((path) => [path, process.env.CPB_GATEWAY ?? 'http://127.0.0.1:8080'])) },
  test: { environment: 'jsdom', setupFiles: ['src/testing/setup.ts'], restoreMocks: true, testTimeout: 60_000 },
});
