import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SubjectType } from '../model/vocabulary.js';
import { UserError } from '../shared/errors.js';
import { writeFileSafely } from '../shared/write-file.js';
import { loadRules } from './check.js';

export interface NewRule {
	readonly id: string;
	readonly area: string;
	readonly subject: SubjectType;
	/** Folder of the user's own rules; made when it is not there. */
	readonly folder: string;
}

/** Data of a case, by what the rule is asked of. */
const GIVEN: Readonly<Record<SubjectType, string>> = {
	pair: '{ pair: { name: vc-a -> vc-b } }',
	host: '{ host: { name: esx01 } }',
	'host-pair': '{ sourceHost: { name: esx01 }, destinationHost: { name: esx11 } }',
	'vm-host': '{ vm: { name: app-01, mode: hot }, host: { name: esx11 } }',
	datastore: '{ datastore: { name: ds-01 } }',
	network: '{ network: { name: VLAN10 } }',
	vm: '{ vm: { name: app-01, mode: hot } }',
	'vm-nic': '{ vm: { name: app-01 }, nic: { label: Network adapter 1 } }',
	'vm-disk': '{ vm: { name: app-01 }, disk: { label: Hard disk 1 } }',
	placement: '{ vm: { name: app-01 } }',
};
const NAME: Readonly<Record<SubjectType, string>> = {
	pair: 'pair.name',
	host: 'host.name',
	'host-pair': 'sourceHost.name',
	'vm-host': 'vm.name',
	datastore: 'datastore.name',
	network: 'network.name',
	vm: 'vm.name',
	'vm-nic': 'vm.name',
	'vm-disk': 'vm.name',
	placement: 'vm.name',
};

/**
 * Writes a rule and its cases to fill in: as written it fails everything, so that it is never taken for one that passes, and its
 * cases fail until the rule says something.
 * @returns the two files
 * @throws UserError for an id that is none or taken, and for files that are there already.
 */
export async function newRule({ id, area, subject, folder }: NewRule): Promise<readonly string[]> {
	if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
		throw new UserError('rule-id', `"${id}" is no id of a rule.`, {
			suggestions: ['Use small letters, digits and single dashes, such as backup-agent-missing.'],
		});
	const pack = await loadRules([]);
	const taken = pack.rules.some(({ document }) => document.id === id || document.aliases?.includes(id));
	if (taken || pack.toolFindings[id])
		throw new UserError('rule-id', `The id ${id} is taken by a rule of xvcheck.`, {
			suggestions: [`See it with \`xvcheck rules show ${id}\`, or choose another.`],
		});
	const files = [join(folder, `${id}.yaml`), join(folder, `${id}.cases.yaml`)] as const;
	const there = files.find((file) => existsSync(file));
	if (there !== undefined) throw new UserError('output-exists', `${there} is there already; nothing was written.`);
	mkdirSync(folder, { recursive: true });
	await writeFileSafely(files[0], 'the rule', [ruleYaml(id, area, subject)]);
	await writeFileSafely(files[1], 'the cases', [casesYaml(id, subject)]);
	return files;
}

function ruleYaml(id: string, area: string, subject: SubjectType): string {
	return `# Fill in every TODO. docs/writing-rules.md lists what expressions may read of a ${subject}; then: xvcheck rules test FOLDER
id: ${id}
title: TODO what is wrong when it fails
area: ${area}
status: experimental                 # never blocks; write stable when you trust it
subject: ${subject}
# when: 'plan.move == "hot"'         # TODO or remove: not applicable otherwise
severity: warning
expect: 'false'                      # TODO what must hold; as it stands it fails everything
message: 'TODO what was seen on {{${NAME[subject]}}}.'
why: TODO why it matters
remediation:
  text: TODO how to mend it
source: local
`;
}

function casesYaml(id: string, subject: SubjectType): string {
	const given = GIVEN[subject];
	return `rule: ${id}
cases:
  - name: TODO all is well
    given: ${given}
    expect: { outcome: pass }
  - name: TODO it is not
    given: ${given}
    expect: { outcome: fail, severity: warning, message: TODO }
  - name: TODO the source does not tell
    given: ${given}
    expect: { outcome: unknown, missing: [TODO] }
`;
}
