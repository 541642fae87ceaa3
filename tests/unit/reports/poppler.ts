import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian's poppler-utils reads reports back: another reader than the library that wrote them. Null: it is not there. */
export const POPPLER = findPoppler();

function findPoppler(): string | null {
	try {
		return execFileSync('pdftotext', ['-v'], { encoding: 'utf8', stdio: 'pipe' }) || 'pdftotext';
	} catch {
		return null;
	}
}

/** Runs a program of poppler-utils on a PDF and gives what it prints. */
export function poppler(program: 'pdftotext' | 'pdffonts' | 'pdfinfo', pdf: Uint8Array, options: string[]): string {
	const folder = mkdtempSync(join(tmpdir(), 'sise-report-'));
	try {
		const file = join(folder, 'report.pdf');
		writeFileSync(file, pdf);
		const output = program === 'pdftotext' ? ['-'] : [];
		return execFileSync(program, [...options, file, ...output], { encoding: 'utf8', maxBuffer: 2 ** 26 });
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The text of a PDF without spaces: where its lines break says nothing. Page by page. */
export function pagesOf(pdf: Uint8Array): string[] {
	const text = poppler('pdftotext', pdf, ['-raw']);
	return text.split('\f').slice(0, -1).map(squeeze);
}

export function squeeze(text: string): string {
	return text.replace(/\s+/gu, '');
}
