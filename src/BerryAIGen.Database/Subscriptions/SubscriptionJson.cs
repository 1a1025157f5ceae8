using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Library.Subscriptions;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>Where the downloads of a subscription go, as <see cref="DownloadOrder"/> has it.</summary>
public sealed record SubscriptionTarget(
    string? Root = null,
    string? Layout = null,
    string? Type = null,
    string? Folder = null,
    string? Template = null,
    string? Provider = null
)
{
    /// <summary>The order of one version.</summary>
    public DownloadOrder OrderOf(string reference) =>
        new()
        {
            Reference = reference,
            Root = Root,
            Layout = Layout,
            Type = Type,
            Folder = Folder,
            Template = Template,
            Provider = Provider,
        };
}

/// <summary>Which subscriptions a check looks at.</summary>
/// <param name="Ids">Which; none means all that are enabled.</param>
public sealed record SubscriptionCheckOrder(IReadOnlyList<string> Ids);

/// <summary>What came of a check.</summary>
/// <param name="Checked">How many subscriptions were looked at.</param>
/// <param name="Found">How many new versions there were.</param>
/// <param name="Fetching">How many downloads were begun.</param>
/// <param name="Waiting">How many versions wait.</param>
/// <param name="Gone">How many subscriptions follow what is no more.</param>
/// <param name="Failed">Of how many the source did not say.</param>
public sealed record SubscriptionCheckResult(int Checked, int Found, int Fetching, int Waiting, int Gone, int Failed);

/// <summary>Reads the JSON of subscriptions' rows.</summary>
public static class SubscriptionJson
{
    public static SubscriptionTarget ReadTarget(string json) =>
        JsonSerializer.Deserialize(json, SubscriptionTypes.Default.SubscriptionTarget) ?? new();

    public static IReadOnlyList<string> ReadWords(string json) =>
        JsonSerializer.Deserialize(json, SubscriptionTypes.Default.IReadOnlyListString) ?? [];

    internal static string Write(SubscriptionTarget target) =>
        JsonSerializer.Serialize(target, SubscriptionTypes.Default.SubscriptionTarget);

    internal static string Write(IReadOnlyList<string> words) =>
        JsonSerializer.Serialize(words, SubscriptionTypes.Default.IReadOnlyListString);

    /// <summary>Whether both ask the source for the same.</summary>
    internal static bool AsksAs(SubscriptionRow one, SubscriptionRow other) =>
        (one.Types, one.BaseModels, one.Nsfw) == (other.Types, other.BaseModels, other.Nsfw);

    internal static FollowedThing ThingOf(SubscriptionRow row) =>
        new()
        {
            Kind = row.Kind,
            Value = row.Value,
            Types = ReadWords(row.Types),
            BaseModels = ReadWords(row.BaseModels),
            Nsfw = row.Nsfw,
        };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SubscriptionTarget))]
[JsonSerializable(typeof(SubscriptionCheckOrder))]
[JsonSerializable(typeof(SubscriptionCheckResult))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class SubscriptionTypes : JsonSerializerContext;
