const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SEXAGESIMAL =
	/^([+-]?\d+(?:\.\d+)?)\s*[°度d:]\s*(?:(\d+(?:\.\d+)?)\s*['′’分m:]?\s*)?(?:(\d+(?:\.\d+)?)\s*(?:["″”秒s]|['′’]{2})?)?$/i;

/** No coordinate is longer; the patterns take time by the square of the length. */
const LONGEST = 100;

/**
 * A coordinate as tables write it: a number (full-width digits too), with `°`, `m`, or a compass letter, or degrees,
 * minutes and seconds (`114°18′20.5″E`, `114度18分20.5秒`, `114:18:20.5`). Null for anything else, also for minutes or
 * seconds of 60 and more.
 */
export function parseCoordinate(cell: unknown): number | null {
	if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
	if (typeof cell !== 'string' || cell.length > LONGEST) return null;
	// NFKC makes one ″ two ′.
	let text = cell.normalize('NFKC').trim();
	let sign = 1;
	const compass = /^(东经|西经|北纬|南纬|[EWNS])|([EWNS])$/i.exec(text);
	if (compass !== null) {
		if (/^(西经|南纬|[WS])$/i.test(compass[0])) sign = -1;
		text = text.replace(compass[0], '').trim();
	}
	const number = text.replace(/\s*(°|度|米|m)$/i, '');
	if (NUMBER.test(number)) return sign * Number(number);
	const parts = SEXAGESIMAL.exec(text);
	if (parts === null) return null;
	const minutes = Number(parts[2] ?? 0);
	const seconds = Number(parts[3] ?? 0);
	if (minutes >= 60 || seconds >= 60) return null;
	const degrees = Number(parts[1]);
	const size = Math.abs(degrees) + minutes / 60 + seconds / 3600;
	return sign * (parts[1].startsWith('-') ? -size : size);
}
