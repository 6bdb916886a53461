/** Version and build from a full product name, `VMware ESXi 8.0.3 build-24784735`. */
export function productVersion(fullName: string | undefined): { version?: string; build?: number } {
	const version = /(\d+\.\d+\.\d+)/.exec(fullName ?? '')?.[1];
	const build = /build[- ](\d+)/i.exec(fullName ?? '')?.[1];
	return {
		...(version === undefined ? {} : { version }),
		...(build === undefined ? {} : { build: Number(build) }),
	};
}
