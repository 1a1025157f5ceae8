// Serves S3 on loopback until standard input ends; the first line it prints is its port.
const { buildApp } = await import(new URL(`file://${process.argv[2]}/node_modules/fauxqs/dist/app.js`));
const app = buildApp({ logger: false });
await app.listen({ port: 0, host: "127.0.0.1" });
console.log(app.server.address().port);
process.stdin.on("end", () => process.exit(0)).resume();
