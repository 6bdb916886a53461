// All rules over estates of 1,000, 10,000 and 40,000 VMs on both sides, 16 VMs per host: resolving the plan and evaluating.
// Goals: at most 30 s and 1.2 GB for the largest, and time that grows with the number of VMs, not with its square.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { planFromFlags } from '../../dist/documents/plan.js';
import { evaluate } from '../../dist/engine/evaluate.js';
import { loadBuiltPack } from '../../dist/engine/pack/load-pack.js';
import { makeScope } from '../../dist/facts/scope/scope.js';
import { makeSite } from '../../dist/facts/site/site.js';
import { loadDirectory } from '../../dist/shared/load-directory.js';
import { inventory } from './support/estate.mjs';

const SIZES = [1000, 10_000, 40_000];
/** Time may grow by this power of the number of VMs from 10,000 to 40,000: 1 is linear. */
const STEEPEST = 1.25;

if (process.argv[2] === undefined) runAll();
else await runOne(Number(process.argv[2]));

function runAll() {
	const self = fileURLToPath(import.meta.url);
	const runs = SIZES.map((size) => {
		const { stdout, status } = spawnSync(process.execPath, [self, String(size)], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		if (status !== 0) process.exit(1);
		return { size, ...JSON.parse(String(stdout)) };
	});
	for (const { size, seconds, cpu, megabytes, findings } of runs)
		console.log(
			`${size} VMs on both sides: ${seconds.toFixed(1)} s, processor ${cpu.toFixed(1)} s, peak ${megabytes.toFixed(0)} MB, ${findings} findings`,
		);
	const slopes = runs.slice(1).map((run, i) => slope(runs[i], run));
	const [, last] = slopes;
	const largest = runs.at(-1);
	console.log(
		`processor time grows as the number of VMs to the power of ${slopes.map((one) => one.toFixed(2)).join(', then ')} (goal at most ${STEEPEST}); largest: goals 30 s, 1200 MB`,
	);
	process.exitCode = last <= STEEPEST && largest.seconds <= 30 && largest.megabytes <= 1200 ? 0 : 1;
}

function slope(from, to) {
	return Math.log(to.cpu / from.cpu) / Math.log(to.size / from.size);
}

async function runOne(vms) {
	const pack = await loadBuiltPack();
	const facts = await loadDirectory(new URL('../../dist/facts/', import.meta.url));
	const flags = { source: ['inventory:s'], destination: ['inventory:d'], bandwidth: '10Gbps', rtt: '10ms' };
	const plan = await planFromFlags(flags);
	const size = { vms, hosts: Math.ceil(vms / 16) };
	const [source, destination] = ['source', 'destination'].map((side) => inventory(side, size));
	const before = process.cpuUsage();
	const started = process.hrtime.bigint();
	const scope = makeScope({
		plan: { ...plan, placement: { ...plan.placement, cluster: 'Cluster0' } },
		source: makeSite('source', source),
		destination: makeSite('destination', destination),
		evaluatedAt: '2026-11-24T06:00:00Z',
	});
	const result = evaluate({
		scope,
		pack,
		facts,
		profile: 'faq',
		waivers: [],
		toolFindings: [],
		allFindings: false,
		canTell: () => true,
	});
	const seconds = Number(process.hrtime.bigint() - started) / 1e9;
	const { user, system } = process.cpuUsage(before);
	const megabytes = process.resourceUsage().maxRSS / 1024;
	console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, megabytes, findings: result.findings.length }));
}
