import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Output must not depend on who runs the tests.
    env: { NO_COLOR: '', FORCE_COLOR: '', TZ: 'UTC' },
    setupFiles: ['test/support/property-seed.ts'],
    testTimeout: 20_000,
  },
});
