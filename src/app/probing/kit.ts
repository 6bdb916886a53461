import { randomUUID } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../../model/plan.js';
import type { KitHost, KitManifest } from '../../probes/kit/manifest.js';
import { longestSeconds, scriptFor } from '../../probes/kit/script.js';
import { UserError } from '../../shared/errors.js';
import { escapeText } from '../../shared/escape.js';
import { writeFileSafely } from '../../shared/write-file.js';
import { type AppContext, evaluationTime } from '../context.js';
import { loadCollectors } from '../extensions.js';
import { prepareScope } from '../prepare-scope.js';
import { readSides } from '../sides.js';
import { stepsFor } from './kit-steps.js';
import { hostsOf, hostTarget } from './targets.js';

/** What was written, for the person who asked for it. */
export interface WrittenKit {
	readonly scripts: number;
	/** Longest run of one script, in seconds. */
	readonly longest: number;
	/** What could not be put into the scripts, and why. */
	readonly left: readonly string[];
}

/**
 * Writes one script per host in scope, `kit.json` and a README into an empty folder. Nothing is run, and no vCenter is asked
 * but for the inventories.
 * @throws UserError when an input cannot be read, nothing is selected, or the folder holds anything.
 */
export async function writeKit(plan: Plan, folder: string, context: AppContext): Promise<WrittenKit> {
	await emptyFolder(folder);
	const sides = await readSides(plan, context, await loadCollectors());
	const { scope } = prepareScope(plan, sides, evaluationTime(context));
	const kit = randomUUID();
	const left = new Set<string>();
	const hosts: KitHost[] = [];
	for (const [at, each] of hostsOf(scope).entries()) {
		const planned = stepsFor(each, scope);
		for (const text of planned.left) left.add(text);
		const host = hostTarget(each);
		const { text, sha256 } = scriptFor({ kit, host, steps: planned.steps });
		const script = `${String(at + 1).padStart(4, '0')}-${each.side}-${fileName(host.name)}.sh`;
		await writeFileSafely(join(folder, script), 'the script', [text]);
		const addresses = (each.host.vmkernelAdapters ?? []).flatMap(({ ip }) => ip ?? []);
		hosts.push({ script, sha256, host, addresses, steps: [...planned.steps] });
	}
	if (hosts.length === 0)
		throw new UserError('kit-empty', 'There is no host in scope for which a script could be written.');
	const manifest: KitManifest = {
		schemaVersion: 1,
		kind: 'xvcheck.probe-kit',
		id: kit,
		madeAt: context.now,
		tool: { ...context.tool },
		hosts,
	};
	await writeFileSafely(join(folder, 'kit.json'), 'the list of the scripts', [
		`${JSON.stringify(manifest, null, '\t')}\n`,
	]);
	const longest = Math.max(...hosts.map(({ steps }) => longestSeconds(steps)));
	await writeFileSafely(join(folder, 'README.txt'), 'the README', [readme(hosts, longest, [...left])]);
	return { scripts: hosts.length, longest, left: [...left] };
}

/** Letters, digits, dots and dashes of a name: what every file system takes. */
function fileName(name: string): string {
	return name
		.replace(/[^A-Za-z0-9.-]+/g, '_')
		.replace(/^[.-]+/, '_')
		.slice(0, 80);
}

async function emptyFolder(folder: string): Promise<void> {
	try {
		await mkdir(folder, { recursive: true });
		if ((await readdir(folder)).length === 0) return;
	} catch (cause) {
		throw new UserError('kit-folder', `Could not use the folder ${folder} for the kit.`, { cause });
	}
	throw new UserError('kit-folder', `The folder ${folder} is not empty: a kit gets a folder of its own.`, {
		suggestions: ['Name a new folder, so that outputs of two kits are never mixed up.'],
	});
}

function readme(hosts: readonly KitHost[], longest: number, left: readonly string[]): string {
	const lines = [
		'Probes to be run on ESXi hosts',
		'==============================',
		'',
		'Each script belongs to one host. It pings (with and without large frames), opens and closes TCP connections to 8000 and 902',
		'of the hosts at the other site, looks names up, and lists network settings. It changes nothing, installs nothing and sends',
		'its output nowhere. Read it before you run it: it is plain shell.',
		'',
		'1. Copy the script to its host (scp, or paste it), for example to /tmp.',
		'2. Run it there as root:   sh SCRIPT.sh > SCRIPT.out',
		`   It takes a minute where everything answers, and at most ${Math.ceil(longest / 60)} minutes.`,
		'3. Copy the output back into this folder, beside kit.json. Any name will do; one file per run.',
		'4. Give the folder back, or run:   xvcheck probe --import THIS-FOLDER --output probes.json',
		'',
		'An output that is cut off counts for what it holds. One of another kit, another script or another host is refused.',
		'',
		'Scripts',
		...hosts.map(
			({ script, host, steps }) => `  ${script}   on ${escapeText(host.name)} (${host.side}), ${steps.length} steps`,
		),
	];
	if (left.length > 0) lines.push('', 'Left out', ...left.map((text) => `  ${escapeText(text)}`));
	return `${lines.join('\n')}\n`;
}
