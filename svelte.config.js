import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ out: 'build' }),
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'worker-src': ['self'],
				'connect-src': ['self'],
				'img-src': ['self', 'data:'],
				// The hash is SvelteKit's own hidden announcer, whose style is inline.
				'style-src': ['self', 'unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		},
		// Only the pages that must come up without the server register it.
		serviceWorker: { register: false },
		typescript: {
			config: (config) => ({
				...config,
				include: [
					...config.include,
					'../bench/**/*.ts',
					'../data/**/*.ts',
					'../scripts/**/*.mjs',
					'../tests/**/*.ts',
					'../playwright.config.ts'
				]
			})
		}
	}
};
