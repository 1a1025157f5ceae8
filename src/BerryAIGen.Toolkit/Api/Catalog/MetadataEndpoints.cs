using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Services;
using BerryAIGen.Toolkit.Api.Models;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BerryAIGen.Toolkit.Api.Catalog;

internal static class MetadataEndpoints
{
    public static void MapMetadata(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/models").WithTags("Catalog");
        group.MapGet("/metadata/{id}", GetAsync).WithSummary("The metadata of one model.");
        group
            .MapPost("/metadata/refresh", RefreshAllAsync)
            .WithSummary("Reads headers and records of all models again, as a job; ask=true asks their sources too.");
        group
            .MapPost("/metadata/{id}/refresh", RefreshAsync)
            .WithSummary("Reads the header and the records of one model again; ask=true asks its source too.");
        group
            .MapPatch("/{id}", ChangeAsync)
            .WithSummary("Keeps what a person says of a model: name, description, notes, tags, trigger words.");
    }

    private static Task<JsonObject> GetAsync(
        ModelId id,
        ModelMetadataService metadata,
        CancellationToken cancellationToken
    ) => metadata.GetModelMetadataAsync(id.Value, cancellationToken);

    private static Task<JsonObject> RefreshAsync(
        ModelId id,
        bool? ask,
        ModelMetadataService metadata,
        CancellationToken cancellationToken
    ) => metadata.RefreshModelMetadataAsync(id.Value, ask ?? false, cancellationToken);

    private static async Task<Accepted<StartedJob>> RefreshAllAsync(
        bool? ask,
        IJobEngine jobs,
        CancellationToken cancellationToken
    )
    {
        var job = await jobs.EnqueueAsync(
            MetadataJob.KindName,
            MetadataJob.PayloadOf(ask ?? false),
            also: null,
            cancellationToken
        );
        return TypedResults.Accepted((string?)null, new StartedJob(job.Id, job.Kind, job.State));
    }

    private static async Task<ModelInfo> ChangeAsync(
        ModelId id,
        ModelChange change,
        PersonsModelWords words,
        CancellationToken cancellationToken
    ) => ModelInfo.Of(await words.ChangeAsync(id.Value, change, cancellationToken), progress: null);
}

/// <summary>A job that was started.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Kind">What it does.</param>
/// <param name="State">Where it stands.</param>
public sealed record StartedJob(string JobId, string Kind, string State);
