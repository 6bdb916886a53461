/** A phase that sends bytes at whatever rate the links give it. The run tells it how time goes by. */
export interface Transfer {
	/** Seconds until it is through at `rate` byte/s from now on; infinite when it never is. */
	secondsLeft(rate: number): number;
	/** `seconds` have gone by at `rate`. Returns the bytes that crossed the network. */
	advance(seconds: number, rate: number): number;
}
