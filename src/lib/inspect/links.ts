import { resolve } from '$app/paths';

/** The page of a unit. */
export function unitLink(district: string, id: string): string {
	const path = id.split('/').map(encodeURIComponent).join('/');
	return `${resolve('/')}inspect/unit/${path}?${new URLSearchParams({ district })}`;
}

/** The page that plans a round through these sites. */
export function planLink(district: string, sites: readonly string[]): string {
	const query = new URLSearchParams({ district, sites: sites.join(',') });
	return `${resolve('/')}inspect/plan?${query.toString().replaceAll('%2F', '/').replaceAll('%2C', ',')}`;
}

/** The unit on the map of the whole district. */
export function mapLink(district: string, id: string): string {
	return `${resolve('/')}?${new URLSearchParams({ district, feature: id })}`;
}
