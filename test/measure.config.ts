import { defineConfig } from 'vitest/config';

/** What is measured over the whole catalogue: accuracy on the corpus, and the power of the rules' cases. */
export default defineConfig({
	test: {
		include: ['test/**/*.measure.ts'],
		reporters: ['dot'],
		testTimeout: 900_000,
		hookTimeout: 900_000,
	},
});
