import type { MissingDatum } from '../../model/coverage.js';
import type { FindingSubject } from '../../model/finding.js';
import type { Outcome, Profile, Severity } from '../../model/vocabulary.js';
import type { Waiver } from '../contract.js';

/** Subjects that a finding lists; how many there are in all is counted. */
export const MAX_SUBJECTS = 1000;

/** A finding in the making. VMs are positions in `scope.moves`; `all` stands for every VM. */
export interface Draft {
	readonly rule: string;
	readonly outcome: Outcome;
	readonly severity: Severity;
	readonly message: string;
	readonly missing: readonly MissingDatum[];
	readonly question: boolean;
	readonly expected?: string;
	observed: Readonly<Record<string, unknown>> | undefined;
	readonly declared: Set<string>;
	readonly probed: Set<string>;
	readonly assumptions: Set<string>;
	readonly otherProfile?: { readonly profile: Profile; readonly outcome: Outcome };
	readonly waiver?: Waiver;
	readonly subjects: FindingSubject[];
	/** What the fingerprint is made from: the only subject's identity, or what all subjects share. */
	readonly identity: string;
	readonly order: number;
	subjectCount: number;
	/** Lists of VMs that it counts for. */
	readonly vms: ('all' | readonly number[] | number)[];
	/** True for a warning about one of several destination hosts: VMs list only a few of those. */
	readonly partial?: boolean;
}
