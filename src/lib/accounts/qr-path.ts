/** The dark modules of a QR code as the path of an SVG: one unit a module, runs of a row drawn as one. */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
	let path = '';
	modules.forEach((row, y) => {
		for (let x = 0; x < row.length; x++) {
			if (!row[x]) continue;
			const from = x;
			while (row[x + 1]) x++;
			path += `M${from} ${y}h${x + 1 - from}v1H${from}z`;
		}
	});
	return path;
}
