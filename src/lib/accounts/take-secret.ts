/**
 * The secret behind the `#` of the address, which browsers send to no server; it is taken out of the address, so that it
 * stands neither on the screen nor in the history. Null where there is none.
 */
export function takeSecret(): string | null {
	const secret = location.hash.slice(1);
	if (secret === '') return null;
	history.replaceState(history.state, '', location.pathname + location.search);
	return secret;
}
