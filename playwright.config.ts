import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/parts.mjs';
import { SIGNED_IN } from './tests/e2e/signed-in.ts';

const PORT = Number(process.env.SISE_E2E_PORT ?? 3999);
const ADDRESS = `http://localhost:${PORT}`;

/** The built server with the demo district in a throwaway folder, in a real Chromium with software rendering. */
export default defineConfig({
	testDir: 'tests/e2e',
	globalSetup: './tests/e2e/wait-for-demo.ts',
	timeout: 120_000,
	expect: { timeout: 60_000 },
	// Software rendering draws a few frames a second; two pages at once would starve each other.
	workers: 1,
	retries: 0,
	forbidOnly: true,
	outputDir: 'test-results',
	reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/report.json' }]],
	use: {
		baseURL: ADDRESS,
		// Signed in by the set-up as the demo's data keeper; a test that is somebody else says so.
		storageState: SIGNED_IN,
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		viewport: { width: 1920, height: 1080 },
		trace: 'off',
		screenshot: 'only-on-failure',
		launchOptions: {
			executablePath: findChromium() ?? undefined,
			args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
		}
	},
	webServer: {
		command: 'node scripts/serve-demo.mjs',
		url: `${ADDRESS}/api/sign-in`,
		env: { PORT: String(PORT) },
		timeout: 420_000,
		reuseExistingServer: false,
		gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
		stdout: 'pipe',
		stderr: 'pipe'
	}
});
