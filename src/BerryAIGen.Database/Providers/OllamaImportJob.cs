using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Providers;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Providers;

/// <summary>Gives a model of the library to Ollama, as a job: <c>{"model_id","name"}</c>.</summary>
public sealed class OllamaImportJob(
    LibraryDatabase database,
    ProviderCatalog providers,
    ProviderSettingsStore settings,
    ProviderWatch watch,
    OllamaImport import
) : IJobKind
{
    public const string KindName = "ollama-import";
    private const string Provider = "ollama";

    public string Name => KindName;

    /// <summary>What the job needs, checked.</summary>
    /// <param name="modelId">A model that is here, a GGUF file.</param>
    /// <param name="name">What it is to be called there; null takes one made of the id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is no such model, it is no file of GGUF, or nobody said where Ollama is.</exception>
    public async Task<string> PrepareAsync(string modelId, string? name, CancellationToken cancellationToken)
    {
        await FindFileAsync(modelId, cancellationToken);
        await FindConnectionAsync(cancellationToken);
        var called = name ?? OllamaImport.NameFor(modelId);
        OllamaImport.CheckName(called);
        return new JsonObject { ["model_id"] = modelId, ["name"] = called }.ToJsonString();
    }

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var payload = JsonNode.Parse(run.Payload)!;
        var (id, name) = (payload["model_id"]!.ToString(), payload["name"]!.ToString());
        var path = await FindFileAsync(id, cancellationToken);
        var connection = await FindConnectionAsync(cancellationToken);
        var hash = await import.ImportAsync(connection, path, name, new Part(run), cancellationToken);
        // So that it lists as held by Ollama at once.
        await watch.GetAsync(providers.Get(Provider), anew: true, cancellationToken);
        return new JsonObject { ["name"] = name, ["sha256"] = hash }.ToJsonString();
    }

    private async Task<string> FindFileAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row =
            await context.Registry.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw new LibraryException(FailureCode.NotFound, $"There is no model \"{id}\" in the library.");
        if (row is not { Status: ModelStatus.Local, LocalPath: { } path })
            throw new LibraryException(FailureCode.Conflict, $"\"{id}\" is not here; download it first.");
        return row.Format == "gguf"
            ? path
            : throw new LibraryException(
                FailureCode.Usage,
                $"\"{id}\" is {row.Format ?? "of an unknown format"}; only GGUF files are given to Ollama."
            );
    }

    private async Task<ProviderConnection> FindConnectionAsync(CancellationToken cancellationToken) =>
        settings.FindConnection(providers.Get(Provider), await settings.GetAsync(Provider, cancellationToken))
        ?? throw new LibraryException(
            FailureCode.Conflict,
            "Nobody said where Ollama is; set its address with PUT /api/providers/ollama/settings."
        );

    private sealed class Part(JobRun run) : IProgress<double>
    {
        public void Report(double value) => run.Report(value);
    }
}
