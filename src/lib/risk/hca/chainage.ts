/** A chainage as people write it, 里程 `K1+250`: whole kilometres and metres, rounded to the metre. */
export function chainageText(metres: number): string {
	const whole = Math.round(metres);
	return `K${Math.floor(whole / 1000)}+${String(whole % 1000).padStart(3, '0')}`;
}

/** A stretch as people write it: `K0+000–K1+250`. */
export function stretchText({ fromM, toM }: { fromM: number; toM: number }): string {
	return `${chainageText(fromM)}–${chainageText(toM)}`;
}
