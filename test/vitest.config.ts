import { defineConfig } from 'vitest/config';

/** Unit tests share threads without isolation (fast); tests that start the built program run in forks. */
export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: 'unit',
					include: ['test/**/*.test.ts'],
					exclude: ['test/scenarios/**', 'test/conformance/**', 'test/bench/**'],
					pool: 'threads',
					isolate: false,
					testTimeout: 60_000,
					hookTimeout: 120_000,
				},
			},
			{
				test: {
					name: 'scenarios',
					include: ['test/scenarios/**/*.test.ts'],
					pool: 'forks',
					testTimeout: 120_000,
				},
			},
		],
	},
});
