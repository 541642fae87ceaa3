/** The name of a `content-disposition`: RFC 6266, the extended one first. */
export function fileNameOf(disposition: string | null): string | null {
	const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
	if (extended !== undefined) return decodeURIComponent(extended);
	return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1] ?? null;
}
