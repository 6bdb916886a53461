import type { Collector } from '../collectors/contract.js';
import type { Fact } from '../model/fact.js';
import type { Reporter } from '../reporters/contract.js';
import { loadDirectory } from '../shared/load-directory.js';

/** Every collector, by concern. */
export function loadCollectors(): Promise<ReadonlyMap<string, Collector>> {
	return loadDirectory<Collector>(new URL('../collectors/', import.meta.url));
}

/** Every derived fact by file name. */
export function loadFacts(): Promise<ReadonlyMap<string, Fact>> {
	return loadDirectory<Fact>(new URL('../facts/', import.meta.url));
}

/** Every reporter, by format. */
export function loadReporters(): Promise<ReadonlyMap<string, Reporter>> {
	return loadDirectory<Reporter>(new URL('../reporters/', import.meta.url));
}
