// The package is published for bundlers: its own modules name each other without an ending.
export async function resolve(specifier, context, next) {
    try {
        return await next(specifier, context);
    } catch (problem) {
        if (!specifier.startsWith(".")) throw problem;
        for (const ending of [".js", "/index.js"]) {
            try {
                return await next(specifier + ending, context);
            } catch {
                // The next ending may be the one.
            }
        }
        throw problem;
    }
}
