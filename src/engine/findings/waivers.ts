import type { FindingSubject } from '../../model/finding.js';
import type { Outcome } from '../../model/vocabulary.js';
import { compileGlob } from '../../shared/glob.js';
import type { ToolFinding, Waiver } from '../contract.js';

interface Compiled {
	readonly waiver: Waiver;
	readonly matches: (text: string) => boolean;
	readonly expired: boolean;
	used: boolean;
}

/** The waivers of a run: which one covers a finding, and which have expired or match nothing (clarifications 7.8). */
export class Waivers {
	readonly #byRule = new Map<string, Compiled[]>();
	readonly #all: readonly Compiled[];

	constructor(waivers: readonly Waiver[], evaluatedAt: string) {
		this.#all = waivers.map((waiver) => ({
			waiver,
			matches: compileGlob(waiver.subject),
			expired: isExpired(waiver, evaluatedAt),
			used: false,
		}));
		for (const one of this.#all) {
			const list = this.#byRule.get(one.waiver.rule);
			if (list) list.push(one);
			else this.#byRule.set(one.waiver.rule, [one]);
		}
	}

	/** The first waiver in force that covers a rule's outcome on a subject, by its id, its name or its VM's. */
	covering(rule: string, outcome: Outcome, subject: FindingSubject): Waiver | undefined {
		const waivers = this.#byRule.get(rule);
		if (waivers === undefined || (outcome !== 'fail' && outcome !== 'unknown')) return undefined;
		const names = [subject.id, subject.name, ...(subject.vm ? [subject.vm.id, subject.vm.name] : [])];
		let covering: Waiver | undefined;
		for (const one of waivers) {
			if (one.waiver.outcome !== outcome || !names.some((name) => one.matches(name))) continue;
			one.used = true;
			if (!one.expired) covering ??= one.waiver;
		}
		return covering;
	}

	/** Whether any waiver names a rule: then each of its subjects must be looked at. */
	has(rule: string): boolean {
		return this.#byRule.has(rule);
	}

	/** What must be said about the waivers themselves. */
	findings(knownRules: ReadonlySet<string>, pair: FindingSubject): ToolFinding[] {
		return this.#all.flatMap(({ waiver, expired, used }) => {
			const of = `the waiver of ${waiver.rule} for ${waiver.subject} (${waiver.where})`;
			if (expired) return [tool('waiver-expired', `${capital(of)} expired on ${waiver.expires}.`, pair)];
			if (used) return [];
			const why = knownRules.has(waiver.rule) ? 'matches no finding' : `names a rule that does not exist`;
			return [tool('waiver-unused', `${capital(of)} ${why}.`, pair)];
		});
	}
}

function tool(rule: string, message: string, pair: FindingSubject): ToolFinding {
	return { rule, outcome: 'fail', severity: 'warning', message, subjects: [pair], vms: [] };
}

/** A date holds until the end of that day UTC. */
function isExpired(waiver: Waiver, evaluatedAt: string): boolean {
	if (waiver.expires === undefined) return false;
	const end = /^\d{4}-\d{2}-\d{2}$/.test(waiver.expires) ? `${waiver.expires}T23:59:59.999Z` : waiver.expires;
	return Date.parse(end) < Date.parse(evaluatedAt);
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
