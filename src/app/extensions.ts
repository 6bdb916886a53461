import type { Collector } from '../collectors/contract.js';
import type { Fact } from '../model/fact.js';
import type { Probe } from '../probes/contract.js';
import type { Reporter } from '../reporters/contract.js';
import { loadDirectory } from '../shared/load-directory.js';
import { layer } from '../shared/package-folder.js';

/** Every collector, by concern. */
export function loadCollectors(): Promise<ReadonlyMap<string, Collector>> {
	return loadDirectory<Collector>(layer('collectors/'));
}

/** Every derived fact by file name. */
export function loadFacts(): Promise<ReadonlyMap<string, Fact>> {
	return loadDirectory<Fact>(layer('facts/'));
}

/** Every reporter, by format. */
export function loadReporters(): Promise<ReadonlyMap<string, Reporter>> {
	return loadDirectory<Reporter>(layer('reporters/'));
}

/** Every kind of probe by file name. */
export function loadProbes(): Promise<ReadonlyMap<string, Probe>> {
	return loadDirectory<Probe>(layer('probes/'));
}
