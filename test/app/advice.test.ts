import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadFacts } from '../../src/app/extensions.js';
import { checkPack } from '../../src/engine/pack/check-pack.js';
import { readPack } from '../../src/engine/pack/load-pack.js';

const folder = mkdtempSync(join(tmpdir(), 'xvcheck-routes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RULE = `id: a-rule
title: A rule
area: cpu
subject: vm
severity: blocker
expect: 'vm.cpus > 0'
message: m
why: w
remediation: { text: t }
sources: [{ title: s, kind: vendor }]
`;
const ROUTE = `id: by-hand
title: By hand
kind: native
order: 1
mends: [a-rule]
requires:
  - { expect: 'vm.cpus < 8', text: 'it is small' }
sources: [{ title: s, kind: vendor }]
`;

async function check(route: string): Promise<void> {
	mkdirSync(join(folder, 'cpu'), { recursive: true });
	mkdirSync(join(folder, 'routes'), { recursive: true });
	writeFileSync(join(folder, 'cpu/a-rule.yaml'), RULE);
	writeFileSync(join(folder, 'routes/by-hand.yaml'), route);
	checkPack((await readPack(folder)).pack, await loadFacts());
}

describe('a route file', () => {
	it('is read when it is right', async () => {
		await expect(check(ROUTE)).resolves.toBeUndefined();
	});

	it.each([
		[
			'an unknown key',
			ROUTE.replace('order: 1', 'order: 1\nweight: 2'),
			/by-hand\.yaml:5:1: the key "weight" is not known/,
		],
		['another id', ROUTE.replace('id: by-hand', 'id: other'), /by-hand\.yaml:1:5: the id is "other"/],
		[
			'a rule that there is not',
			ROUTE.replace('[a-rule]', '[a-rule, no-rule]'),
			/by-hand\.yaml:5:17: no rule has the id "no-rule"/,
		],
		['exceptions from a list', `${ROUTE}except: [a-rule]\n`, /"except" stands with "mends: all" only/],
		[
			'a condition on a datum that there is not',
			ROUTE.replace('vm.cpus <', 'vm.cpuss <'),
			/by-hand\.yaml:7:\d+: .*cpuss/,
		],
		['no source', ROUTE.replace(/sources.*\n/, ''), /lacks the key "sources"/],
	])('is refused with its place for %s', async (_, route, message) => {
		await expect(check(route)).rejects.toThrow(message);
	});
});
