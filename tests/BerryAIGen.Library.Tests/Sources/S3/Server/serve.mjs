// Serves S3 on loopback until standard input ends; the first line it prints is its port, each further one a request:
// its method, its path and its range.
const { buildApp } = await import(new URL(`file://${process.argv[2]}/node_modules/fauxqs/dist/app.js`));
const app = buildApp({ logger: false });
app.addHook("onRequest", async (request, reply) => {
  // As Amazon says it of every object; this server gives ranges without saying so.
  reply.header("accept-ranges", "bytes");
  console.log(request.method, request.url.split("?")[0], request.headers.range ?? "-");
});
await app.listen({ port: 0, host: "127.0.0.1" });
console.log(app.server.address().port);
process.stdin.on("end", () => process.exit(0)).resume();
