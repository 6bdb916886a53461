/** An error in an expression, at an offset of its text. */
export class ExpressionError extends Error {
	override readonly name = 'ExpressionError';
	readonly offset: number;
	constructor(message: string, offset: number) {
		super(message);
		this.offset = offset;
	}
}
