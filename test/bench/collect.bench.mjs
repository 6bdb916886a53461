// Our `collect` of 5,000 VMs and 200 hosts from vcsim, beside govc reading the same properties of the same types as JSON
// (`object.collect`, one process per type, what it prints thrown away). Goals: ours no slower, at most 400 MB.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vimDeclarations } from '../../dist/inputs/assemble/vim-declarations.js';
import { loadDirectory } from '../../dist/shared/load-directory.js';
import { retrieve } from '../../dist/vim/property-collector.js';
import { withSession } from '../../dist/vim/session.js';
import { readTrust } from '../../dist/vim/trust.js';
import { fingerprint, goTools, startVcsim } from '../conformance/tools.mjs';
import { shown, usageOf, xvcheck } from './support/mock-process.mjs';
import { median, peak } from './support/workbooks.mjs';

const ROUNDS = 3;
/** One cluster of 199 hosts and one host alone, 2,500 VMs each. */
const MODEL = ['-host', '199', '-vm', '2500'];
/** Types that a container view lists; govc reads those by type. */
const TREE =
	/^(Folder|Datacenter|(Cluster)?ComputeResource|HostSystem|ResourcePool|Datastore|Network|DistributedVirtualPortgroup|VmwareDistributedVirtualSwitch|VirtualMachine)$/;

const go = await goTools();
if (go.missing !== undefined) {
	console.log(`not measured: ${go.missing}`);
	process.exit(0);
}
const collectors = await loadDirectory(new URL('../../dist/collectors/', import.meta.url));
const types = vimDeclarations(collectors.values()).types.filter(({ type }) => TREE.test(type));
const folder = mkdtempSync(join(tmpdir(), 'xvcheck-bench-'));
const server = await startVcsim(go.vcsim, MODEL);
try {
	const thumbprint = await fingerprint(server.host);
	const reads = await pathsThatExist(thumbprint);
	Object.assign(process.env, {
		GOVC_URL: `https://user:pass@${server.host}/sdk`,
		GOVC_INSECURE: '1',
		GOVC_PERSIST_SESSION: 'false',
		XVCHECK_PASSWORD: 'pass',
	});
	console.log(`vcsim: ${shown(usageOf(server.pid))}`);
	const ours = [];
	const theirs = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		ours.push(collect(thumbprint));
		theirs.push(govc(reads));
	}
	const [us, them] = [figures(ours), figures(theirs)];
	console.log(`collect: ${shownFigures(us)} (goal 400)`);
	console.log(`govc, ${reads.length} types one after the other: ${shownFigures(them)}`);
	console.log(
		`collect takes ${(us.seconds / them.seconds).toFixed(2)} of govc's time (goal at most 1), ${(us.cpu / them.cpu).toFixed(2)} of its processor time`,
	);
} finally {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
}

function collect(thumbprint) {
	const login = ['--username', 'user', '--thumbprint', thumbprint, '--output', join(folder, 'inventory.json')];
	return peak(process.execPath, [xvcheck, 'collect', `vcenter:https://${server.host}`, ...login]);
}

function govc(reads) {
	const runs = reads.map(({ type, paths }) =>
		peak('sh', [
			'-c',
			'exec timeout 300 "$@" >/dev/null',
			'sh',
			go.govc,
			'object.collect',
			'-json',
			'-type',
			type,
			'/',
			...paths,
		]),
	);
	const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
	return { seconds: sum('seconds'), cpu: sum('cpu'), megabytes: Math.max(...runs.map((run) => run.megabytes)) };
}

/** vcsim faults a read that names a property it does not know: our client asks without it, and so does govc here. */
async function pathsThatExist(thumbprint) {
	const url = new URL(`https://${server.host}/sdk`);
	const options = { url, username: 'user', password: async () => 'pass', trust: readTrust({ thumbprint }) };
	return withSession(options, async (session) => {
		const reads = [];
		for (const { type, light, heavy } of types) {
			const paths = [...light, ...heavy];
			const unknown = new Set();
			let found = 0;
			const onObject = ({ missing }) => {
				found += 1;
				for (const { path, fault } of missing) if (fault === 'InvalidProperty') unknown.add(path);
			};
			await retrieve(session, { type, paths, pageSize: 1000, onObject });
			// govc waits for ever for the first object of a type that has none.
			if (found > 0) reads.push({ type, paths: paths.filter((path) => !unknown.has(path)) });
		}
		return reads;
	});
}

function figures(runs) {
	const of = (key) => runs.map((run) => run[key]);
	return { seconds: median(of('seconds')), cpu: median(of('cpu')), megabytes: Math.max(...of('megabytes')) };
}

function shownFigures({ seconds, cpu, megabytes }) {
	return `${seconds.toFixed(1)} s, processor ${cpu.toFixed(1)} s, peak ${megabytes.toFixed(0)} MB`;
}
