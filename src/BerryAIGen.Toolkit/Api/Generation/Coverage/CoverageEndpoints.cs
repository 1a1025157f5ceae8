using System.ComponentModel;
using BerryAIGen.Database;
using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Gates;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Resources;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Toolkit.Api.Generation.Queue;
using BerryAIGen.Toolkit.Api.Models;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Api.Generation.Coverage;

internal static class CoverageEndpoints
{
    private static readonly string[] Arguments =
    [
        "query",
        "type",
        "ecosystem",
        "base_model",
        "checkpoint_type",
        "tag",
        "user",
        "status",
        "availability",
        "format",
        "hash",
        "model_id",
        "version_id",
        "max_nsfw_level",
        "last_version_after",
        "poi",
        "minor",
        "cannot_promote",
        "can_generate",
        "at",
        "offset",
        "limit",
    ];

    public static void MapCoverage(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/generation").WithTags("Generation");
        group
            .MapGet("/coverage", ListAsync)
            .WithSummary("What decides which models generate: versions and base models, made of the definitions.");
        group
            .MapGet("/coverage/{id}", GetAsync)
            .WithSummary("Whether a model generates, here and at Civitai, why not, and what could stand in its place.");
        group.MapGet("/search", SearchAsync).WithSummary("Models of the library by all that generating asks for.");
    }

    private static async Task<CoverageTablesDocument> ListAsync(
        CoverageKeeper keeper,
        LibraryDatabase database,
        CancellationToken cancellationToken
    )
    {
        var rules = await keeper.FollowAsync(cancellationToken);
        await using var context = database.CreateContext();
        return new CoverageTablesDocument(
            rules.Types,
            [
                .. (
                    await context
                        .EcosystemCheckpoints.AsNoTracking()
                        .OrderBy(row => row.Ecosystem)
                        .ThenBy(row => row.VersionId)
                        .ToListAsync(cancellationToken)
                ).Select(row => new CheckpointDocument(
                    row.VersionId,
                    row.ModelId,
                    row.Name,
                    row.Ecosystem,
                    row.IsDefault
                )),
            ],
            [
                .. (
                    await context
                        .GenerationBaseModels.AsNoTracking()
                        .OrderBy(row => row.BaseModel)
                        .ToListAsync(cancellationToken)
                ).Select(row => new BaseModelDocument(row.BaseModel, row.Ecosystem, row.Types.Split('\n'))),
            ],
            keeper.Warnings
        );
    }

    private static async Task<ResourceDocument> GetAsync(
        ModelId id,
        ResourceCheck check,
        MaturityStore maturity,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        ResourceDocument.Of(
            await check.GetAsync(id.Value, http.Audience(), cancellationToken),
            await maturity.GetAsync(http.Owner(), cancellationToken)
        );

    private static async Task<GenerationSearchDocument> SearchAsync(
        [Description("Words of name, creator and trigger words; or the beginning of a hash.")] string? query,
        [Description("Civitai's types; several with commas.")] string? type,
        [Description("Ecosystems by id, key, name or base model; several with commas.")] string? ecosystem,
        [FromQuery(Name = "base_model"), Description("Civitai's name.")] string? baseModel,
        [FromQuery(Name = "checkpoint_type"), Description("Trained or Merge.")] string? checkpointType,
        [Description("A tag or category of Civitai's.")] string? tag,
        [Description("Who made it.")] string? user,
        [Description("Civitai's word, such as Published.")] string? status,
        [Description("Civitai's word, such as Public.")] string? availability,
        [Description("How its file is stored, such as safetensor.")] string? format,
        [Description("The beginning of any hash of it.")] string? hash,
        [FromQuery(Name = "model_id")] long? modelId,
        [FromQuery(Name = "version_id")] long? versionId,
        [FromQuery(Name = "max_nsfw_level"), Description("1 pg, 2 pg13, 4 r, 8 x, 16 xxx.")] long? maxNsfwLevel,
        [
            FromQuery(Name = "last_version_after"),
            Description("Only models with a version published then or later, in seconds since 1970.")
        ]
            long? lastVersionAfter,
        [Description("true only models of real persons, false only others.")] bool? poi,
        bool? minor,
        [FromQuery(Name = "cannot_promote")] bool? cannotPromote,
        [FromQuery(Name = "can_generate"), Description("true only models that generate for you, false only others.")]
            bool? canGenerate,
        [Description("Where they are to generate, for can_generate: civitai or home; anywhere without it.")] string? at,
        int? offset,
        [Description("The most wanted, 1 to 1000; 20 without it.")] int? limit,
        GenerationSearch search,
        GateStore gates,
        MaturityStore maturity,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.RequireKnownArguments(Arguments);
        var wish = new GenerationQuery
        {
            Search = query,
            Types = type.Words(),
            Ecosystems = ecosystem.Words(),
            BaseModel = baseModel,
            CheckpointType = checkpointType,
            Tag = tag,
            User = user,
            Status = status,
            Availability = availability,
            Format = format,
            Hash = hash,
            ModelId = modelId,
            VersionId = versionId,
            MaxNsfwLevel = maxNsfwLevel,
            LastVersionAfter = lastVersionAfter,
            IsRealPerson = poi,
            IsMinor = minor,
            CannotPromote = cannotPromote,
            CanGenerate = canGenerate,
            At = CoveragePlace.Read(at),
            Offset = offset ?? 0,
            Limit = limit ?? 20,
        };
        var rules = await gates.ReadAsync(cancellationToken);
        var caller = http.Audience();
        var limits = await maturity.GetAsync(http.Owner(), cancellationToken);
        var (items, total) = await search.FindAsync(wish, rules, caller, cancellationToken);
        return new GenerationSearchDocument(
            [
                .. items.Select(item =>
                    IndexedDocument.Of(
                        item,
                        rules.Judge(caller, null, item.Ecosystem, item.Facts.VersionId),
                        wish.At,
                        limits
                    )
                ),
            ],
            total
        );
    }

    /// <summary>Several words with commas.</summary>
    public static string[] Words(this string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
