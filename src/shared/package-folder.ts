/**
 * The folder that holds the layers: `src` under test, `dist` as compiled, `dist/bundle` as shipped. Everything that is found by
 * place (extension folders, the rule pack) starts here, because a bundled module no longer stands where its source stood.
 */
export const layers = new URL('../', import.meta.url);

/** A folder of extensions or another place below `layers`, for example `collectors/`. */
export function layer(path: string): URL {
	return new URL(path, layers);
}
