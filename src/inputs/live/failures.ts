import { messageOf, UserError } from '../../shared/errors.js';
import { SoapFault } from '../../vim/faults.js';

/** After these nothing more will be answered: asking on would only wait for the same again. */
const OVER = new Set(['connection-failed', 'connection-lost', 'session-lost', 'thumbprint-mismatch', 'tls-untrusted']);

/**
 * What becomes of a read that fails: it ends the run, or, with `--partial`, is noted, so that an honest part of the inventory is
 * given. A request of the user to end, and a defect of ours, are never tolerated.
 */
export class Failures {
	readonly noted: string[] = [];
	#over: UserError | undefined;

	constructor(
		private readonly partial: boolean,
		private readonly server: string,
		/** Aborted when the user asked to end. */
		private readonly ended: AbortSignal | undefined,
		/** Says that the time for the whole read has passed. */
		private readonly late: () => UserError | undefined,
	) {}

	/** @throws UserError when an earlier failure makes another request pointless. */
	check(): void {
		if (this.#over !== undefined) throw this.#over;
	}

	/**
	 * Notes a failure and gives its text.
	 * @throws whatever failed, when it is not to be tolerated.
	 */
	tolerate(error: unknown, what: string): string {
		const known = this.late() ?? (error instanceof UserError || error instanceof SoapFault ? error : undefined);
		if (!this.partial || known === undefined || this.ended?.aborted === true) throw error;
		if (known instanceof UserError && (OVER.has(known.code) || known.code === 'timeout')) this.#over = known;
		const why = known instanceof SoapFault ? `${this.server} answered ${messageOf(known)} to ${what}.` : known.message;
		if (!this.noted.includes(why)) this.noted.push(why);
		return why;
	}
}
