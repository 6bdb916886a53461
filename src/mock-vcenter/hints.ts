/** A served vCenter as the hints need it. `url` is without a path. */
export interface Served {
	readonly name: string;
	readonly side: string;
	readonly url: string;
	readonly username: string;
	readonly password: string;
	readonly thumbprintSha256: string;
	readonly ssoDomain?: string;
}

/** What a user types to reach served vCenters with govc, pyVmomi and xvcheck, and which of them are linked. */
export function hintsFor(vcenters: readonly Served[]): string {
	return [...vcenters.map(commandsFor), ...linksBetween(vcenters)].join('\n');
}

function commandsFor({ name, side, url, username, password, thumbprintSha256 }: Served): string {
	const { hostname, port } = new URL(url);
	const host = hostname.replace(/^\[|\]$/g, '');
	const login = url.replace('//', `//${encodeURIComponent(username)}:${encodeURIComponent(password)}@`);
	const connect = `SmartConnect(host=${inPython(host)}, port=${port}, user=${inPython(username)}, pwd=${inPython(password)}, disableSslCertValidation=True)`;
	const program = `from pyVim.connect import SmartConnect; print(${connect}.content.about.fullName)`;
	const source = inShell(`vcenter:${url}`);
	return [
		`${name} (${side})`,
		`  govc:    GOVC_INSECURE=1 GOVC_URL=${inShell(`${login}/sdk`)} govc find / -type m`,
		`  pyVmomi: python3 -c ${inShell(program)}`,
		`  xvcheck: XVCHECK_PASSWORD=${inShell(password)} xvcheck collect ${source} --username ${inShell(username)} --thumbprint ${thumbprintSha256} --output ${side}.json`,
	].join('\n');
}

/** vCenters of one SSO domain are linked (Enhanced Linked Mode). */
function linksBetween(vcenters: readonly Served[]): string[] {
	const domains = new Set(vcenters.flatMap(({ ssoDomain }) => ssoDomain ?? []));
	return [...domains].flatMap((domain) => {
		const members = vcenters.filter(({ ssoDomain }) => ssoDomain === domain);
		return members.length < 2
			? []
			: [`linked by the SSO domain ${domain}: ${members.map(({ name }) => name).join(', ')}`];
	});
}

function inShell(text: string): string {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function inPython(text: string): string {
	return JSON.stringify(text);
}
