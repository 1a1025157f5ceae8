using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BerryAIGen.Database.Generations;
using BerryAIGen.Generation.Maturity;

namespace BerryAIGen.Toolkit.Api.Generation.Queue;

/// <summary>What waits, runs, or came to nothing.</summary>
/// <param name="Generations">A page of them, in the order in which they are done.</param>
/// <param name="TotalCount">How many there are.</param>
internal sealed record GenerationQueueDocument(IReadOnlyList<GenerationDocument> Generations, int TotalCount);

/// <summary>What is done, the newest first.</summary>
/// <param name="Generations">A page of them.</param>
/// <param name="Next">The cursor of the next page; absent on the last one.</param>
internal sealed record GenerationFeedDocument(IReadOnlyList<GenerationDocument> Generations, string? Next);

/// <summary>What a form would cost.</summary>
/// <param name="Total">In Buzz; absent when the orchestrator names no price.</param>
/// <param name="Base">What is paid in any case.</param>
/// <param name="Factors">Numbers that are multiplied.</param>
/// <param name="Added">Numbers that are added.</param>
/// <param name="Accounts">What each account would pay.</param>
/// <param name="InsufficientBuzz">Whether the accounts hold too little.</param>
/// <param name="Ready">Whether somebody could run it now.</param>
/// <param name="Before">How many jobs are before it.</param>
/// <param name="DoneAt">When it should be done, in seconds since 1970.</param>
/// <param name="Notes">What was understood otherwise than it was written.</param>
internal sealed record GenerationQuoteDocument(
    int? Total,
    int? Base,
    IReadOnlyDictionary<string, double> Factors,
    IReadOnlyDictionary<string, double> Added,
    IReadOnlyDictionary<string, int> Accounts,
    bool InsufficientBuzz,
    bool Ready,
    int? Before,
    double? DoneAt,
    IReadOnlyList<string> Notes
);

/// <param name="Position">The place among one's own that wait, from 1.</param>
internal sealed record GenerationPositionWish(int Position);

/// <param name="Favourite">Whether it is one; absent leaves it.</param>
/// <param name="AddTags">Words to add.</param>
/// <param name="RemoveTags">Words to take away.</param>
internal sealed record GenerationFeedWish(
    bool? Favourite = null,
    IReadOnlyList<string>? AddTags = null,
    IReadOnlyList<string>? RemoveTags = null
);

/// <param name="Form">The form, ready to be submitted or changed.</param>
/// <param name="Notes">What the other workflow does not take, and was left out.</param>
internal sealed record GenerationFormDocument(JsonObject Form, IReadOnlyList<string> Notes);

/// <summary>What one asks for and sees at most; each one's own.</summary>
/// <param name="RequestLimit">More mature results are not asked for: <c>pg</c>, <c>pg13</c>, <c>r</c>, <c>x</c>, <c>xxx</c>.</param>
/// <param name="BrowsingLimit">More mature results are blurred or hidden.</param>
/// <param name="Above"><c>blur</c> or <c>hide</c>.</param>
internal sealed record GenerationLevelsDocument(
    string? RequestLimit = null,
    string? BrowsingLimit = null,
    string? Above = null
)
{
    public static GenerationLevelsDocument Of(MaturityLimits limits) =>
        new(limits.Request, limits.Browsing, limits.Above);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(GenerationQueueDocument))]
[JsonSerializable(typeof(GenerationFeedDocument))]
[JsonSerializable(typeof(GenerationQuoteDocument))]
[JsonSerializable(typeof(GenerationPositionWish))]
[JsonSerializable(typeof(GenerationFeedWish))]
[JsonSerializable(typeof(GenerationFormDocument))]
[JsonSerializable(typeof(GenerationLevelsDocument))]
[JsonSerializable(typeof(IReadOnlyList<BuzzLine>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class QueueJson : JsonSerializerContext;
