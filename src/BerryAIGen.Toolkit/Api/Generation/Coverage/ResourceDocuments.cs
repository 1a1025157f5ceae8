using BerryAIGen.Database.Resources;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Library.Errors;

namespace BerryAIGen.Toolkit.Api.Generation.Coverage;

/// <summary>A page of models to choose from.</summary>
/// <param name="Items">Those of the library first; of each source those that fit in full before the others.</param>
/// <param name="Sources">How each source answered.</param>
/// <param name="Metadata">Where the next page is.</param>
internal sealed record ResourcesDocument(
    IReadOnlyList<ResourceDocument> Items,
    IReadOnlyList<ResourceSourceDocument> Sources,
    ResourcesMetadata Metadata
)
{
    public static ResourcesDocument Of(ResourcePage page, MaturityLimits limits) =>
        new(
            [.. page.Items.Select(item => ResourceDocument.Of(item, limits))],
            [
                .. page.Sources.Select(source => new ResourceSourceDocument(
                    source.Name,
                    source.Count,
                    source.Error is { } error ? ErrorDocument.From(error).Error : null
                )),
            ],
            new ResourcesMetadata(page.NextCursor)
        );
}

/// <param name="NextCursor">For <c>cursor</c>; absent when no source has more.</param>
internal sealed record ResourcesMetadata(string? NextCursor);

/// <param name="Source"><c>local</c> or <c>civitai</c>.</param>
/// <param name="Count">How many of the items are from it.</param>
/// <param name="Error">Why it gave none; absent when it answered.</param>
internal sealed record ResourceSourceDocument(string Source, int Count, ErrorBody? Error);

/// <summary>What somebody chose, to be looked at for an ecosystem.</summary>
/// <param name="Resources">Numbers of versions, AIRs, or ids of the library.</param>
/// <param name="Ecosystem">The checkpoint's ecosystem; absent for none.</param>
/// <param name="At">Where they are to generate: <c>civitai</c> or <c>home</c>; absent for anywhere.</param>
internal sealed record ResourceCheckQuestion(IReadOnlyList<string> Resources, string? Ecosystem, string? At);

/// <summary>What was chosen, in the order of the question.</summary>
/// <param name="Resources">Each of them; none is left out.</param>
internal sealed record ResourceCheckDocument(IReadOnlyList<ResourceDocument> Resources);

/// <summary>A model that somebody may choose for generating.</summary>
/// <param name="Asked">What was asked for; absent in lists.</param>
/// <param name="Source"><c>local</c> or <c>civitai</c>; absent for what nobody knows.</param>
/// <param name="Id">Its id in the library; absent when it is not there.</param>
/// <param name="ModelId">Civitai's number.</param>
/// <param name="VersionId">Civitai's number of the version.</param>
/// <param name="Air">Its AIR; absent for a file that Civitai does not have.</param>
/// <param name="Name">For people.</param>
/// <param name="VersionName">For people.</param>
/// <param name="Type">In Civitai's words.</param>
/// <param name="BaseModel">In Civitai's words.</param>
/// <param name="Ecosystem">The id of its ecosystem.</param>
/// <param name="Level"><c>full</c>, <c>partial</c> or <c>none</c>: how well it works in the wanted ecosystem.</param>
/// <param name="LevelReason">Why.</param>
/// <param name="CanGenerate">Whether it generates for whoever asks: where that was asked for, else anywhere.</param>
/// <param name="AtCivitai">The same at Civitai, and why not.</param>
/// <param name="AtHome">The same on machines of one's own, and why not.</param>
/// <param name="Gate">What a gate does to it: <c>member_only</c>, <c>disabled</c>, <c>hidden</c>; absent when none does.</param>
/// <param name="Substitutes">Versions of the same model and base model that generate where this one does not.</param>
/// <param name="Preview">The address of a picture, of this server or of Civitai; absent when it is hidden.</param>
/// <param name="Display"><c>show</c>, <c>blur</c> or <c>hide</c>: what your browsing limit says of the picture.</param>
/// <param name="TriggerWords">Words that call its effect.</param>
/// <param name="Strength">How strongly it works; absent where there is nothing to set.</param>
/// <param name="Size">Bytes.</param>
/// <param name="State">The library's word; <c>remote</c> for what is not in it, <c>unknown</c> for what nobody knows.</param>
/// <param name="LocalPath">Where its file lies.</param>
/// <param name="EarlyAccessUntil">When everybody may have it, seconds since 1970; absent when everybody may.</param>
/// <param name="NsfwLevel">The levels of its pictures together, as bits.</param>
/// <param name="Experimental">Its ecosystem is an experiment.</param>
/// <param name="Creator">Who made it.</param>
internal sealed record ResourceDocument(
    string? Asked,
    string? Source,
    string? Id,
    long? ModelId,
    long? VersionId,
    string? Air,
    string Name,
    string? VersionName,
    string? Type,
    string? BaseModel,
    string? Ecosystem,
    string? Level,
    ReasonDocument? LevelReason,
    bool CanGenerate,
    CoverageAnswerDocument AtCivitai,
    CoverageAnswerDocument AtHome,
    string? Gate,
    IReadOnlyList<SubstituteDocument> Substitutes,
    string? Preview,
    string Display,
    IReadOnlyList<string> TriggerWords,
    ResourceStrength? Strength,
    long? Size,
    string State,
    string? LocalPath,
    double? EarlyAccessUntil,
    long NsfwLevel,
    bool Experimental,
    string? Creator
)
{
    public static ResourceDocument Of(ResourceItem item, MaturityLimits limits)
    {
        var display = item.DisplayFor(limits);
        return new(
            item.Asked,
            item.Source,
            item.Id,
            item.ModelId,
            item.VersionId,
            item.Air,
            item.Name,
            item.VersionName,
            item.Place.Type,
            item.Place.BaseModel,
            item.Place.Ecosystem,
            item.Fit?.Level,
            item.Fit is { } fit ? new ReasonDocument(fit.Code, fit.Message) : null,
            item.CanGenerate,
            CoverageAnswerDocument.Of(item.Verdict.Civitai),
            CoverageAnswerDocument.Of(item.Verdict.Own),
            GateDocuments.Word(item.Gate.Outcome),
            [
                .. item.Substitutes.Select(other => new SubstituteDocument(
                    other.Id,
                    other.VersionId,
                    other.Air,
                    other.Name,
                    other.Verdict.Civitai.CanGenerate,
                    other.Verdict.Own.CanGenerate
                )),
            ],
            display == MaturityLimits.Hide ? null : PreviewOf(item),
            display,
            item.TrainedWords,
            item.Strength,
            item.SizeBytes,
            item.State,
            item.Path,
            UnixTime.Of(item.EarlyAccessUntil?.UtcDateTime),
            item.NsfwLevel,
            item.IsExperimental,
            item.Creator
        );
    }

    private static string? PreviewOf(ResourceItem item) =>
        item is { Id: { } id, Path: not null } ? $"/api/models/{Uri.EscapeDataString(id)}/preview" : item.Picture;
}

/// <summary>A version in place of one that does not generate.</summary>
/// <param name="Id">Its id in the library; absent when it is not there.</param>
/// <param name="VersionId">Civitai's number.</param>
/// <param name="Air">Its AIR.</param>
/// <param name="Name">For people.</param>
/// <param name="AtCivitai">Whether it generates at Civitai.</param>
/// <param name="AtHome">Whether it generates on machines of one's own.</param>
internal sealed record SubstituteDocument(
    string? Id,
    long? VersionId,
    string? Air,
    string Name,
    bool AtCivitai,
    bool AtHome
);
