import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Collector } from '../collectors/contract.js';
import { EXIT_CODES } from '../commands/support/exit-codes.js';
import { describeEnvironment } from '../engine/cel/describe.js';
import { loadBuiltPack } from '../engine/pack/load-pack.js';
import type { Fact } from '../model/fact.js';
import { Inventory } from '../model/inventory/inventory.js';
import { PlanDocument } from '../model/plan-document.js';
import { ProbeResults } from '../model/probes.js';
import { Report } from '../model/report.js';
import { RuleCases, RuleDocument } from '../model/rule.js';
import { Timeline } from '../model/timeline.js';
import { loadDirectory } from '../shared/load-directory.js';
import { catalogue } from './documents/catalogue.js';
import { commandReference, type Manifest } from './documents/commands.js';
import { ruleReference } from './documents/rule-reference.js';
import { withSections } from './documents/sections.js';
import { sourceReference, sourceTable } from './documents/source-table.js';
import { allowedRequests, leastRole } from './documents/vcenter-access.js';

// npm run generate: rewrites every generated document; CI runs it and refuses a difference.
const root = new URL('../../', import.meta.url);
const write = (path: string, text: string) => writeFileSync(new URL(path, root), text);

write('rules/README.md', catalogue(await loadBuiltPack()));

mkdirSync(new URL('docs/schemas/', root), { recursive: true });
const manifest = JSON.parse(readFileSync(new URL('oclif.manifest.json', root), 'utf8')) as Manifest;
write('docs/commands.md', commandReference(manifest));
for (const [name, schema] of Object.entries({
	inventory: Inventory,
	plan: PlanDocument,
	probes: ProbeResults,
	report: Report,
	rule: RuleDocument,
	cases: RuleCases,
	timeline: Timeline,
})) {
	write(
		`docs/schemas/${name}.schema.json`,
		`${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }, null, '\t')}\n`,
	);
}

const facts = await loadDirectory<Fact>(new URL('dist/facts/', root));
write('docs/writing-rules.md', ruleReference(describeEnvironment(facts)));

const collectors = await loadDirectory<Collector>(new URL('dist/collectors/', root));
write('docs/sources.md', sourceReference(collectors.values()));
write(
	'README.md',
	withSections(readFileSync(new URL('README.md', root), 'utf8'), {
		'exit-codes': `\`\`\`\n${EXIT_CODES}\n\`\`\``,
		'source-capability': sourceTable(collectors.values()),
		'allowed-requests': allowedRequests(),
		'least-role': leastRole(collectors.values()),
	}),
);
