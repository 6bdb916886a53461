// Evaluate: the rule pack, repeated to 100 rules, over 40,000 VMs on 2,500 hosts in memory. Goal: at most 10 s, under 600 MB.
// Each of the three scopes runs in a process of its own, so that its peak of memory is its own.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { planFromFlags } from '../../dist/documents/plan.js';
import { evaluate } from '../../dist/engine/evaluate.js';
import { decideExitCode } from '../../dist/engine/exit-code.js';
import { loadBuiltPack } from '../../dist/engine/pack/load-pack.js';
import { makeScope } from '../../dist/facts/scope/scope.js';
import { makeSite } from '../../dist/facts/site/site.js';
import { loadDirectory } from '../../dist/shared/load-directory.js';
import { inventory } from './support/estate.mjs';

const SCOPES = [
	['one cluster of 50 hosts', 'Cluster7', false],
	['open over 2,500 hosts', undefined, false],
	['hardly any data', 'Cluster7', true],
];
const wanted = process.argv[2];
if (wanted === undefined) {
	const self = fileURLToPath(import.meta.url);
	const codes = SCOPES.map(
		([name]) => spawnSync(process.execPath, ['--expose-gc', self, name], { stdio: 'inherit' }).status,
	);
	process.exit(codes.some((code) => code !== 0) ? 1 : 0);
}

const VMS = 40_000;
const HOSTS = 2500;
const RULES = 100;
const defaults = await planFromFlags({
	source: ['inventory:s'],
	destination: ['inventory:d'],
	bandwidth: '10Gbps',
	rtt: '10ms',
});
const plan = (cluster) => ({ ...defaults, placement: { ...defaults.placement, ...(cluster ? { cluster } : {}) } });

const pack = await loadBuiltPack();
const rules = [...pack.rules];
for (let n = 0; rules.length < RULES; n++) {
	const rule = pack.rules[n % pack.rules.length];
	rules.push({ ...rule, document: { ...rule.document, id: `${rule.document.id}-copy${n}` } });
}
const facts = await loadDirectory(new URL('../../dist/facts/', import.meta.url));
let worst = 0;
for (const [name, cluster, bare] of SCOPES) {
	if (!name.includes(wanted)) continue;
	globalThis.gc?.();
	const scope = makeScope({
		plan: plan(cluster),
		source: makeSite('source', inventory('source', { vms: VMS, hosts: HOSTS, bare })),
		destination: makeSite('destination', inventory('destination', { vms: 0, hosts: HOSTS, bare })),
		evaluatedAt: '2026-11-24T06:00:00Z',
	});
	const before = process.memoryUsage().rss;
	const cpu = process.cpuUsage();
	const started = process.hrtime.bigint();
	const result = evaluate({
		scope,
		pack: { ...pack, rules },
		facts,
		profile: 'faq',
		waivers: [],
		toolFindings: [],
		allFindings: false,
		canTell: () => true,
	});
	const exit = decideExitCode(result, { failOn: 'blocker', allowUnknown: [] });
	const seconds = Number(process.hrtime.bigint() - started) / 1e9;
	const used = process.cpuUsage(cpu);
	worst = Math.max(worst, seconds);
	const total = Object.values(result.counts).reduce((a, b) => a + b, 0);
	console.log(
		`${name}: ${rules.length} rules, ${VMS} VMs: ${seconds.toFixed(1)} s (goal 10; ${((used.user + used.system) / 1e6).toFixed(1)} s of processor time), ${(total / 1e6).toFixed(1)} M outcomes, ${result.findings.length} findings, exit ${exit.exitCode}, rss ${(before / 1e6).toFixed(0)} -> ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
	);
}
const peak = process.resourceUsage().maxRSS / 1024;
console.log(`peak ${peak.toFixed(0)} MB (goal 600)`);
process.exitCode = worst <= 10 && peak < 600 ? 0 : 1;
