/**
 * xvcheck for programs that embed it: the use cases, and the types and schemas of what they take and give. Everything else is
 * internal. Use cases throw `UserError` for what a person can mend and never print.
 */
export { type Checked, type CheckOptions, check } from './app/check.js';
export { collect, writeInventory } from './app/collect.js';
export type { AppContext, ConnectionFlags } from './app/context.js';
export { initPlan } from './app/init.js';
export { type PlanFlags, plansOf } from './app/plans.js';
export { type RenderOptions, render } from './app/render.js';
export { type RunOptions, run } from './app/run.js';
export { readSavedReport } from './app/saved-report.js';
export { schemaText } from './app/schema.js';
export { type DryRunOptions, simulatePlan } from './app/simulate.js';
export { checkWaves, worstExitCode } from './app/waves.js';
export type { CoverageEntry, MissingDatum, MissingReason } from './model/coverage.js';
export type { Finding, FindingSubject } from './model/finding.js';
export type { Inventory } from './model/inventory/inventory.js';
export type { Plan } from './model/plan.js';
export type { PlanDocument, PlanInput } from './model/plan-document.js';
export type { Report } from './model/report.js';
export type { RuleDocument } from './model/rule.js';
export type { Timeline } from './model/timeline.js';
export { UserError } from './shared/errors.js';
export { type Progress, silent } from './shared/progress.js';
