/** Thrown by the byte scanners at a notation that they leave to the XML parser. Never leaves the folder. */
export class UnusualXml extends Error {
	override readonly name = 'UnusualXml';
}
