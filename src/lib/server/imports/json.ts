import { FileRefused } from './row.ts';

/**
 * A JSON text as a value. Throws a FileRefused that names line and column where it is not JSON, or where objects and
 * arrays nest deeper than `maxDepth`. `firstLine` is the number of the text's first line within its file.
 */
export function parseJson(name: string, text: string, maxDepth: number, firstLine = 1): unknown {
	refuseDeep(name, text, maxDepth, firstLine);
	try {
		return JSON.parse(text);
	} catch (cause) {
		const said = cause instanceof Error ? cause.message : String(cause);
		const position = /position (\d+)/.exec(said);
		const at = place(text, position === null ? text.length : Number(position[1]), firstLine);
		const isCutOff = position === null && /end of JSON/i.test(said);
		throw new FileRefused(
			isCutOff
				? {
						zh: `${name} 在第 ${at.line} 行第 ${at.column} 列中断，JSON 不完整。请检查导出或下载是否完成。`,
						en: `${name} ends in the middle, at line ${at.line}, column ${at.column}. Check that its export or download finished.`
					}
				: {
						zh: `${name} 第 ${at.line} 行第 ${at.column} 列不是正确的 JSON（${said}）。请在该处改正。`,
						en: `${name} is not JSON at line ${at.line}, column ${at.column} (${said}). Mend it there.`
					},
			at.line,
			{ cause }
		);
	}
}

function refuseDeep(name: string, text: string, maxDepth: number, firstLine: number): void {
	let depth = 0;
	let inString = false;
	for (let i = 0; i < text.length; i++) {
		const character = text.charCodeAt(i);
		if (inString) {
			if (character === 92) i++;
			else if (character === 34) inString = false;
		} else if (character === 34) inString = true;
		else if (character === 91 || character === 123) {
			if (++depth <= maxDepth) continue;
			const { line, column } = place(text, i, firstLine);
			throw new FileRefused(
				{
					zh: `${name} 第 ${line} 行第 ${column} 列嵌套超过 ${maxDepth} 层，这不是地理数据。`,
					en: `${name} nests deeper than ${maxDepth} levels at line ${line}, column ${column}; no map data does.`
				},
				line
			);
		} else if (character === 93 || character === 125) depth--;
	}
}

function place(text: string, index: number, firstLine: number): { line: number; column: number } {
	let line = firstLine;
	let start = 0;
	for (let end = text.indexOf('\n'); end >= 0 && end < index; end = text.indexOf('\n', start)) {
		line++;
		start = end + 1;
	}
	return { line, column: index - start + 1 };
}
