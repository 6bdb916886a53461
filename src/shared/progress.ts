/** Where work reports how far it is. The command layer shows it; below it nothing prints. */
export interface Progress {
	/** A phase begins: "reading rvtools milan.xlsx". */
	phase(text: string): void;
	/** `done` of `total` (unknown while undefined) objects of a kind. */
	count(kind: string, done: number, total?: number): void;
	/** True where the reader sees how many there are in all, so that finding out is worth a request. */
	readonly totals?: boolean;
	/** A note for the reader that is no error. */
	note(text: string): void;
}

/** Reports nowhere. */
export const silent: Progress = { phase: () => {}, count: () => {}, note: () => {} };
