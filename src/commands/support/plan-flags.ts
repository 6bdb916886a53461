import type { PlanFlags } from '../../app/plans.js';
import { defined } from '../../shared/defined.js';
import { commaList } from './flags.js';

/** Values of the flags that change a plan, as the parser gives them. */
interface Values {
	readonly source?: string[];
	readonly destination?: string[];
	readonly move?: 'hot' | 'cold';
	readonly profile?: 'faq' | 'vendor';
	readonly bandwidth?: string;
	readonly rtt?: string;
	readonly 'fail-on'?: 'blocker' | 'warning' | 'info';
	readonly 'allow-unknown'?: string[];
	readonly 'max-warnings'?: number;
}

/** The flags as the plan reader takes them. */
export function planFlags(flags: Values): PlanFlags {
	return defined({
		source: flags.source,
		destination: flags.destination,
		move: flags.move,
		profile: flags.profile,
		bandwidth: flags.bandwidth,
		rtt: flags.rtt,
		failOn: flags['fail-on'],
		maxWarnings: flags['max-warnings'],
		allowUnknown: commaList(flags['allow-unknown']),
	}) as PlanFlags;
}
