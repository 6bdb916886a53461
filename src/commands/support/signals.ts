/** Seconds that a command has to abandon its request, log out and remove its temporary files (clarifications 1.7). */
const GRACE_MS = 2000;
const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
let received: keyof typeof NUMBERS | undefined;
const controller = new AbortController();

/** Aborted when the program was asked to end. */
export const ending: AbortSignal = controller.signal;

/** 128 + signal when one was received. */
export function signalExitCode(): number | undefined {
	return received === undefined ? undefined : 128 + NUMBERS[received];
}

/** The first signal asks politely and gives two seconds, the second one ends at once. */
export function endOnSignals(): void {
	for (const signal of Object.keys(NUMBERS) as (keyof typeof NUMBERS)[])
		process.on(signal, () => {
			if (received !== undefined) process.exit(signalExitCode());
			received = signal;
			controller.abort(new Error(`ended by ${signal}`));
			setTimeout(() => process.exit(signalExitCode()), GRACE_MS).unref();
		});
}

/** For a server: a signal is its normal end, exit code 0. Resolves when one arrives. */
export function untilSignal(): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			received = undefined;
			resolve();
		};
		if (ending.aborted) done();
		else ending.addEventListener('abort', done, { once: true });
	});
}
