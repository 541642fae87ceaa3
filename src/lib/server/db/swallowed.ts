/**
 * PostGIS inside PGlite is built without C++ exceptions: what GEOS or PROJ throws is caught by nobody, unwinds through
 * PostgreSQL's C frames and ends in PGlite's loop, which goes on as if the statement had ended. The statement answers
 * with nothing or with fewer rows, and the transaction can commit (docs/decisions). But every such exception passes
 * through one function that JavaScript gives to the module, `__cxa_throw`. Import this file before PGlite, in the
 * thread that will host it, and each is counted.
 */
let thrown = 0;

/** C++ exceptions thrown in this thread since it began. */
export function countThrown(): number {
	return thrown;
}

type Instantiate = (source: BufferSource | WebAssembly.Module, imports?: WebAssembly.Imports) => Promise<unknown>;

function counting(imports?: WebAssembly.Imports): WebAssembly.Imports | undefined {
	if (!imports?.env) return imports;
	const env = new Proxy(imports.env, {
		get(target, name) {
			const value = Reflect.get(target, name) as WebAssembly.ImportValue;
			if (name !== '__cxa_throw' || typeof value !== 'function') return value;
			return (...args: unknown[]) => {
				thrown++;
				return (value as (...args: unknown[]) => unknown)(...args);
			};
		}
	});
	return { ...imports, env };
}

const instantiate = WebAssembly.instantiate as Instantiate;
WebAssembly.instantiate = ((source: BufferSource | WebAssembly.Module, imports?: WebAssembly.Imports) =>
	instantiate(source, counting(imports))) as typeof WebAssembly.instantiate;
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
	construct: (target, [module, imports]: [WebAssembly.Module, WebAssembly.Imports?]) =>
		new target(module, counting(imports))
});
