import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/app/check.js';
import { probeScope } from '../../src/app/probing/probe.js';
import { checkWaves } from '../../src/app/waves.js';
import { plan, scope } from '../facts/support.js';
import { context } from '../mutations/bases.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const nowhere = plan({ source: ['inventory:no-such.json'], destination: ['inventory:no-such.json'] });

describe('results of probes', () => {
	it('that cannot be used end a check before any inventory is read', async () => {
		const file = join(folder, 'probes.json');
		writeFileSync(file, '{"kind":"something else"}');
		const options = { probes: { files: [file] } };
		await expect(check(nowhere, options, context)).rejects.toMatchObject({ code: 'not-probe-results' });
		await expect(checkWaves([nowhere], options, context)).rejects.toMatchObject({ code: 'not-probe-results' });
	});

	it('say when they went past a proxy that reads go through', async () => {
		const vcenter = (name: string) => ({ vcenter: { name } });
		const asked = scope(vcenter('127.0.0.1'), vcenter('vc-b.invalid'));
		const options = { resolvers: [], limits: { connectMs: 200 }, totalMs: 2000 };
		const results = await probeScope(asked, options, { ...context, env: { HTTPS_PROXY: 'http://proxy.invalid:3128' } });
		expect(results.problems.filter((text) => text.includes('proxy'))).toEqual([
			expect.stringMatching(/^HTTPS_PROXY names a proxy for vc-b\.invalid: .* straight from this machine\.$/),
		]);
		const direct = await probeScope(asked, options, context);
		expect(direct.problems.filter((text) => text.includes('proxy'))).toEqual([]);
	}, 20_000);
});
