using System.Text.Json;
using BerryAIGen.Sandbox;
using BerryAIGen.Sandbox.Hosting;

var options = CommandLine.Read(args, out var lifetime);
if (options is null)
    return 2;

await using var server = await SandboxServer.StartAsync(options, CancellationToken.None);
var addresses = new Dictionary<string, string>
{
    ["civitai"] = server.CivitaiUrl.ToString().TrimEnd('/'),
    ["storage"] = server.StorageUrl.ToString().TrimEnd('/'),
    ["huggingface"] = server.HuggingFaceUrl.ToString().TrimEnd('/'),
    ["orchestrator"] = server.OrchestratorUrl.ToString().TrimEnd('/'),
};
Console.WriteLine(JsonSerializer.Serialize(addresses));
await lifetime.UntilTheEndAsync();
return 0;
