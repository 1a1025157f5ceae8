using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Providers;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Providers;

internal static class OllamaImportEndpoints
{
    public static void MapOllamaImport(this RouteGroupBuilder group) =>
        group
            .MapPost("/ollama/import", ImportAsync)
            .WithSummary("Gives a GGUF file of the library to Ollama; a job does it.");

    private static async Task<OllamaImportDocument> ImportAsync(
        OllamaImportRequest request,
        OllamaImportJob import,
        IJobEngine jobs,
        CancellationToken cancellationToken
    )
    {
        if (request.ModelId is not { } id)
            throw new LibraryException(FailureCode.Usage, "The body needs \"model_id\".");
        var payload = await import.PrepareAsync(id, request.Name, cancellationToken);
        var job = await jobs.EnqueueAsync(OllamaImportJob.KindName, payload, also: null, cancellationToken);
        return new OllamaImportDocument(job.Id, id, JsonNode.Parse(payload)!["name"]!.ToString(), job.State);
    }
}

/// <param name="ModelId">A model that is here, a GGUF file.</param>
/// <param name="Name">What it is to be called there; left out, one is made of the id.</param>
public sealed record OllamaImportRequest(string? ModelId, string? Name = null);

/// <param name="JobId">The job that does it.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Name">What it will be called in Ollama.</param>
/// <param name="State">Of the job.</param>
public sealed record OllamaImportDocument(string JobId, string ModelId, string Name, string State);
