import { dirname, resolve } from 'node:path';
import { type PlanFlags, planFromFlags } from '../documents/plan.js';
import type { Report } from '../model/report.js';
import { placeName } from '../shared/place-name.js';
import { writeFileSafely } from '../shared/write-file.js';
import { evaluatePlan, loadRules } from './check.js';
import type { AppContext } from './context.js';
import { loadCollectors } from './extensions.js';
import { declaredLines } from './init-declared.js';
import { placementLines } from './init-placement.js';
import { comment, sideLines, yaml } from './init-text.js';
import { filesOf } from './plans.js';
import { refuseInput } from './render.js';
import { readSides } from './sides.js';

/**
 * A commented plan for two sources: where things go as far as names and VLANs tell, and a `declared` section with exactly the
 * data that this pair lacks. Paths are relative to the folder of `output`.
 * @throws UserError when a source cannot be read, or the output would replace one.
 */
export async function initPlan(flags: PlanFlags, output: string | undefined, context: AppContext): Promise<string> {
	const plan = await planFromFlags(flags);
	if (output !== undefined) refuseInput(output, filesOf(plan));
	const folder = output === undefined ? process.cwd() : dirname(resolve(output));
	const sides = await readSides(plan, context, await loadCollectors());
	const pack = await loadRules([]);
	const { report, scope } = await evaluatePlan({ plan, pack, sides, options: {}, context });
	const name = (side: 'source' | 'destination') =>
		sides[side].inventory.vcenter.name ?? placeName(sides[side].inventory.source.location);
	const lines = [
		'# A plan for xvcheck: what moves, where it lands, what people vouch for. Lines that start with # are suggestions.',
		'# Every key: xvcheck schema plan. Check it: xvcheck run THIS-FILE',
		'version: 1',
		`name: ${yaml(`${name('source')} to ${name('destination')}`)}`,
		'move: hot                # hot | cold (powered off)',
		'storage: move            # move | keep (the disks stay on shared storage)',
		...sideLines('source', plan.source, folder),
		...sideLines('destination', plan.destination, folder),
		...selectLines(report),
		...placementLines(scope),
		'',
		'# The line between the sites. Without a bandwidth the prerequisite cannot be answered and nothing can be rehearsed.',
		'# link:',
		'#   bandwidth: 10Gbps    # line rate that the moves may use',
		'#   rtt: 12ms            # round trip between the vMotion networks',
		'#   mtu: 9000            # largest frames that the whole path carries',
		'#   measured: 840MB/s    # what a test copy reached: narrows the dry run',
		'',
		...declaredLines(report),
	];
	return `${lines.join('\n')}\n`;
}

/** Writes the plan beside its target and renames it. */
export function writePlan(text: string, file: string): Promise<void> {
	return writeFileSafely(file, 'the plan', [text]);
}

function selectLines({ vms }: Report): string[] {
	const examples = vms.slice(0, 3).map(({ name }) => yaml(name));
	return [
		'',
		`# All ${vms.length} VMs of the source. Names, patterns, folders, clusters or a list file narrow it:`,
		comment(`select: { vms: [${examples.join(', ')}] }`),
	];
}
