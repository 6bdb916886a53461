/** What a pipeline reads (design 6). The code itself is decided in `app/exit-code.ts`. */
export const EXIT_CODES = `  0  ready: nothing at or above the threshold failed (--fail-on, default blocker)
  1  not ready: at least one finding at or above the threshold
  2  could not run: usage, input, connection, or a defect of xvcheck
  3  inconclusive: nothing failed, but a check at or above the threshold is unknown
  128 + N  ended by signal N`;
