using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Resources;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Generation.Maturity;

namespace BerryAIGen.Toolkit.Api.Generation.Coverage;

/// <summary>What decides which models generate.</summary>
/// <param name="Types">The types of models that generate.</param>
/// <param name="Checkpoints">Versions that generate whatever else is said of them.</param>
/// <param name="BaseModels">Base models with which models of everybody generate.</param>
/// <param name="LeftOut">Files of definitions that were left out, with the reason.</param>
internal sealed record CoverageTablesDocument(
    IReadOnlyList<string> Types,
    IReadOnlyList<CheckpointDocument> Checkpoints,
    IReadOnlyList<BaseModelDocument> BaseModels,
    IReadOnlyList<string> LeftOut
);

/// <summary>A version that generates.</summary>
/// <param name="VersionId">Civitai's number.</param>
/// <param name="ModelId">Civitai's number of its model; absent when only the version is known.</param>
/// <param name="Name">What pickers call it.</param>
/// <param name="Ecosystem">The id of its ecosystem.</param>
/// <param name="IsDefault">It is taken when nobody chooses.</param>
internal sealed record CheckpointDocument(long VersionId, long? ModelId, string Name, string Ecosystem, bool IsDefault);

/// <summary>A base model.</summary>
/// <param name="BaseModel">Civitai's name.</param>
/// <param name="Ecosystem">The id of its ecosystem.</param>
/// <param name="Types">The types of its models that generate.</param>
internal sealed record BaseModelDocument(string BaseModel, string Ecosystem, IReadOnlyList<string> Types);

/// <summary>Whether a model generates in one place.</summary>
/// <param name="CanGenerate">Whether it does.</param>
/// <param name="Rule">What lets it in: <c>listed</c>, <c>external</c>, <c>open</c>, <c>epoch</c>, <c>own_file</c>; absent when nothing does.</param>
/// <param name="Reasons">Everything that stands against it.</param>
internal sealed record CoverageAnswerDocument(bool CanGenerate, string? Rule, IReadOnlyList<ReasonDocument> Reasons)
{
    public static CoverageAnswerDocument Of(CoverageAnswer answer) =>
        new(
            answer.CanGenerate,
            answer.Rule,
            [.. answer.Reasons.Select(reason => new ReasonDocument(reason.Code, reason.Message))]
        );
}

/// <summary>Something that stands against a model.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">One sentence for people.</param>
internal sealed record ReasonDocument(string Code, string Message);

/// <summary>Models of the library.</summary>
/// <param name="Items">Of this page.</param>
/// <param name="TotalCount">Of all pages.</param>
internal sealed record GenerationSearchDocument(IReadOnlyList<IndexedDocument> Items, int TotalCount);

/// <summary>A model of the library with all that generating asks for.</summary>
/// <param name="Id">Its id in the library.</param>
/// <param name="Name">For people.</param>
/// <param name="ModelId">Civitai's number.</param>
/// <param name="VersionId">Civitai's number of the version.</param>
/// <param name="Type">In Civitai's words.</param>
/// <param name="BaseModel">In Civitai's words.</param>
/// <param name="Ecosystem">The id of its ecosystem.</param>
/// <param name="CheckpointType"><c>Trained</c> or <c>Merge</c>.</param>
/// <param name="User">Who made it.</param>
/// <param name="Tags">Of Civitai, in small letters; categories are among them.</param>
/// <param name="TriggerWords">Words that call its effect.</param>
/// <param name="NsfwLevel">The levels of its pictures together, as bits.</param>
/// <param name="Status">Civitai's word.</param>
/// <param name="Modifier">What befell the model, in Civitai's word: <c>Archived</c>, <c>TakenDown</c>; absent for nothing.</param>
/// <param name="Availability">Civitai's word.</param>
/// <param name="FileFormats">How its files are stored, in small letters.</param>
/// <param name="Hashes">Of its files, in small letters.</param>
/// <param name="Poi">It shows a real person.</param>
/// <param name="Minor">It shows minors.</param>
/// <param name="Display"><c>show</c>, <c>blur</c> or <c>hide</c>: what your browsing limit says of its pictures.</param>
/// <param name="CannotPromote">It may not be promoted.</param>
/// <param name="CanGenerate">Whether it generates for whoever asks: where that was asked for, else anywhere.</param>
/// <param name="PublishedAt">When its version was published, seconds since 1970.</param>
/// <param name="LastVersionAtUnix">When the newest version of its model was, seconds since 1970.</param>
internal sealed record IndexedDocument(
    string Id,
    string Name,
    long? ModelId,
    long? VersionId,
    string? Type,
    string? BaseModel,
    string? Ecosystem,
    string? CheckpointType,
    string? User,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> TriggerWords,
    long NsfwLevel,
    string? Status,
    string? Modifier,
    string? Availability,
    IReadOnlyList<string> FileFormats,
    IReadOnlyList<string> Hashes,
    bool Poi,
    bool Minor,
    string Display,
    bool CannotPromote,
    bool CanGenerate,
    double? PublishedAt,
    long? LastVersionAtUnix
)
{
    public static IndexedDocument Of(FoundResource found, GateVerdict gate, string? at, MaturityLimits limits) =>
        new(
            found.Id,
            found.Name,
            found.Facts.ModelId,
            found.Facts.VersionId,
            found.Type,
            found.BaseModel,
            found.Ecosystem,
            found.CheckpointType,
            found.Creator,
            found.Tags,
            found.TrainedWords,
            found.NsfwLevel,
            found.SiteStatus,
            found.Facts.Site?.Modifier,
            found.Availability,
            found.Formats,
            found.Hashes,
            found.Facts.Site?.IsRealPerson ?? false,
            found.Facts.Site?.IsMinor ?? false,
            ResourceItem.DisplayOf(limits, found.NsfwLevel),
            found.Facts.Site?.CannotPromote ?? false,
            found.Verdict.CanGenerateAt(at) && gate.Outcome == GateOutcome.Open,
            UnixTime.Of(found.Facts.Site?.PublishedAt?.UtcDateTime),
            found.Facts.Site?.LastVersionAt?.ToUnixTimeSeconds()
        );
}
