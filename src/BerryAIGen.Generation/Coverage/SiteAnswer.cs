using System.Globalization;
using System.Text.Json;

namespace BerryAIGen.Generation.Coverage;

/// <summary>Reads what decides about a version out of Civitai's answers, of whatever year and shape; what is odd is passed over.</summary>
public static class SiteAnswer
{
    // Of flags of versions; nobody generates with one that has it.
    private const string NoGeneration = "generationDisabled";

    /// <param name="model">The answer about the model; undefined when there is none.</param>
    /// <param name="version">The answer about the version, or the version inside the model's; undefined when there is none.</param>
    /// <param name="files">The kinds of files that hold a model; others are passed over.</param>
    public static SiteFacts Read(JsonElement model, JsonElement version, IReadOnlyList<string> files)
    {
        var parent = Member(version, "model");
        var told = Object(model) ? model : parent;
        var listed = VersionOf(model, version);
        var picture = Items(Either(version, listed, "images"))
            .FirstOrDefault(image => Text(Member(image, "url")) is not null);
        var settings = Either(version, listed, "settings");
        return new SiteFacts
        {
            Status = Text(Either(version, listed, "status")),
            Modifier = Text(Member(told, "mode")) ?? Text(Member(parent, "mode")),
            Availability = Text(Member(told, "availability")) is "Private"
                ? "Private"
                : Text(Either(version, listed, "availability")) ?? Text(Member(told, "availability")),
            UsageControl = Text(Either(version, listed, "usageControl")),
            UploadType = Text(Either(version, listed, "uploadType")),
            BaseModelType = Text(Either(version, listed, "baseModelType")),
            CheckpointType = Text(Member(told, "checkpointType")),
            IsRealPerson = Yes(Member(told, "poi")) || Yes(Member(parent, "poi")),
            IsMinor = Yes(Member(told, "minor")),
            Uses = Uses(Member(told, "allowCommercialUse")),
            Files = [.. Files(Either(version, listed, "files"), files)],
            HasTraining =
                Text(Either(version, listed, "trainingStatus")) is "Approved" or "InReview"
                || Items(Either(version, listed, "files"))
                    .Any(file => Object(Member(Member(file, "metadata"), "trainingResults"))),
            IsCovered = Flag(Either(version, listed, "covered")) ?? Flag(Either(version, listed, "supportsGeneration")),
            IsDisabled = Yes(Either(version, listed, NoGeneration)) || Yes(Member(told, NoGeneration)),
            CannotPromote = Yes(Member(told, "cannotPromote")),
            Tags =
            [
                .. Items(Member(told, "tags")).Select(tag => Text(tag) ?? Text(Member(tag, "name"))).OfType<string>(),
            ],
            TrainedWords = [.. Items(Either(version, listed, "trainedWords")).Select(Text).OfType<string>()],
            Creator = Text(Member(Member(told, "creator"), "username")),
            NsfwLevel = Number(Member(told, "nsfwLevel")) is { } level ? (long)level : 0,
            PublishedAt = Time(Either(version, listed, "publishedAt")),
            LastVersionAt = Items(Member(model, "modelVersions")).Select(one => Time(Member(one, "publishedAt"))).Max(),
            EarlyAccessUntil =
                Time(Either(version, listed, "earlyAccessEndsAt"))
                ?? Time(Either(version, listed, "earlyAccessDeadline")),
            Strength = Number(Member(settings, "strength")),
            MinStrength = Number(Member(settings, "minStrength")),
            MaxStrength = Number(Member(settings, "maxStrength")),
            Picture = Text(Member(picture, "url")),
            PictureLevel = Number(Member(picture, "nsfwLevel")) is { } bit ? (long)bit : null,
            ModelName = Text(Member(told, "name")),
            VersionName = Text(Either(version, listed, "name")),
            Air = Text(Either(version, listed, "air")),
        };
    }

    /// <summary>The version of this number inside a model's answer; undefined when it has none.</summary>
    public static JsonElement VersionIn(JsonElement model, long id) =>
        Items(Member(model, "modelVersions")).FirstOrDefault(one => Number(Member(one, "id")) == id);

    private static JsonElement VersionOf(JsonElement model, JsonElement version) =>
        Number(Member(version, "id")) is { } id ? VersionIn(model, (long)id) : default;

    private static IEnumerable<SiteFile> Files(JsonElement list, IReadOnlyList<string> kinds) =>
        Items(list)
            .Where(file => Text(Member(file, "type")) is not { } kind || kinds.Contains(kind))
            .Select(file => new SiteFile(
                Text(Member(Member(file, "metadata"), "format")) ?? Text(Member(file, "format")),
                Passed(Member(file, "virusScanResult")) && Passed(Member(file, "pickleScanResult")),
                Number(Member(file, "sizeKB")) is { } size ? (long)Math.Round(size * 1024) : null
            )
            {
                Hashes =
                [
                    .. Object(Member(file, "hashes"))
                        ? Member(file, "hashes").EnumerateObject().Select(hash => Text(hash.Value)).OfType<string>()
                        : [],
                ],
            });

    // One that is not told is none that complained.
    private static bool Passed(JsonElement scan) => Text(scan) is null or "Success";

    // A list, one word, or the text of a list: {Image,RentCivit}.
    private static string[]? Uses(JsonElement told) =>
        told.ValueKind switch
        {
            JsonValueKind.Array => [.. Items(told).Select(Text).OfType<string>()],
            JsonValueKind.String => told.GetString()!
                .Trim('{', '}')
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            _ => null,
        };

    private static JsonElement Either(JsonElement version, JsonElement listed, string name) =>
        Member(version, name) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } told
            ? told
            : Member(listed, name);

    private static bool Object(JsonElement value) => value.ValueKind == JsonValueKind.Object;

    private static JsonElement Member(JsonElement value, string name) =>
        Object(value) && value.TryGetProperty(name, out var member) ? member : default;

    private static JsonElement.ArrayEnumerator Items(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;

    private static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Yes(JsonElement value) => value.ValueKind == JsonValueKind.True;

    private static bool? Flag(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    private static decimal? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;

    private static DateTimeOffset? Time(JsonElement value) =>
        DateTimeOffset.TryParse(
            Text(value),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;
}
