/** Bytes of XML by name. */
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const AMPERSAND = 0x26;
export const APOSTROPHE = 0x27;
export const SLASH = 0x2f;
export const ZERO = 0x30;
export const NINE = 0x39;
export const LT = 0x3c;
export const EQUALS = 0x3d;
export const GT = 0x3e;
export const LOWER_B = 0x62;
export const LOWER_C = 0x63;
export const LOWER_D = 0x64;
export const LOWER_E = 0x65;
export const LOWER_F = 0x66;
export const LOWER_I = 0x69;
export const LOWER_L = 0x6c;
export const LOWER_M = 0x6d;
export const LOWER_N = 0x6e;
export const LOWER_O = 0x6f;
export const LOWER_R = 0x72;
export const LOWER_S = 0x73;
export const LOWER_T = 0x74;
export const LOWER_V = 0x76;
export const LOWER_W = 0x77;
export const LOWER_X = 0x78;

/** White space of XML (XML 1.0, production 3). */
export function isBlank(byte: number | undefined): boolean {
	return byte === SPACE || byte === LF || byte === TAB || byte === CR;
}
