using System.Globalization;
using System.Text.Json;

namespace BerryAIGen.Database.Site.Images;

/// <summary>Reads pictures out of what Civitai told: of a model with its versions, or of a picture alone.</summary>
internal static class ImageReader
{
    private const string Video = "video";

    // Far above the numbers of rows and of Civitai: for pictures whose addresses have no number.
    private const int Unnumbered = 2_000_000_000;
    private const int Numbers = 147_000_000;

    /// <summary>Of a version, as its model or the version alone has it.</summary>
    public static IEnumerable<(SiteImage Image, JsonElement Told)> OfVersion(
        SiteEntry model,
        int versionId,
        string? baseModel,
        JsonElement version
    )
    {
        if (Member(version, "images") is not { ValueKind: JsonValueKind.Array } images)
            yield break;
        foreach (var told in images.EnumerateArray())
        {
            if (IdOf(told) is not { } id)
                continue;
            yield return (
                new SiteImage
                {
                    Id = id,
                    ModelRow = model.Row,
                    ModelId = model.Id,
                    VersionIds = [versionId],
                    Level = LevelOf(told),
                    Type = Text(told, "type") ?? TypeOf(Text(told, "url")),
                    BaseModel = baseModel,
                    Username = model.Creator,
                    CreatedAt = Moment(Text(version, "publishedAt")) ?? model.PublishedAt,
                    HasMeta =
                        Member(told, "meta").ValueKind == JsonValueKind.Object
                        || Member(told, "hasMeta").ValueKind == JsonValueKind.True,
                },
                told
            );
        }
    }

    /// <summary>One that came by itself; null when it is none.</summary>
    public static SiteImage? OfRecord(long row, int? askedByModel, JsonElement told)
    {
        if (IdOf(told) is not { } id)
            return null;
        var stats = Member(told, "stats");
        return new SiteImage
        {
            Id = id,
            Record = row,
            ModelId = askedByModel,
            VersionIds = Member(told, "modelVersionIds") is { ValueKind: JsonValueKind.Array } versions
                ? [.. versions.EnumerateArray().Select(Whole).OfType<int>()]
                : [],
            Level = Whole(Member(told, "browsingLevel")) ?? LevelOf(told),
            Type = Text(told, "type") ?? TypeOf(Text(told, "url")),
            BaseModel = Text(told, "baseModel"),
            Username = Text(told, "username"),
            PostId = Whole(Member(told, "postId")),
            CreatedAt = Moment(Text(told, "createdAt")) ?? 0,
            Reactions = ((string[])["cryCount", "laughCount", "likeCount", "heartCount"]).Sum(name =>
                (long)(Whole(Member(stats, name)) ?? 0)
            ),
            Comments = Whole(Member(stats, "commentCount")) ?? 0,
            HasMeta = Member(told, "meta").ValueKind == JsonValueKind.Object,
        };
    }

    public static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    public static string? Text(JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static int? Whole(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    // A single model leaves numbers out; they are the names of the files, but since 2026 not always.
    private static int? IdOf(JsonElement told)
    {
        if (Whole(Member(told, "id")) is { } id)
            return id;
        if (Text(told, "url") is not { Length: > 0 } url)
            return null;
        var name = Path.GetFileNameWithoutExtension(url);
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : Unnumbered
                + (int)(url.Aggregate(14695981039346656037, (hash, c) => (hash ^ c) * 1099511628211) % Numbers);
    }

    // Nothing known is nothing hidden; answers before 2024 have a word or a truth instead of a number.
    private static int LevelOf(JsonElement told) =>
        Member(told, "nsfwLevel") switch
        {
            { ValueKind: JsonValueKind.Number } level => Whole(level) ?? 0,
            { ValueKind: JsonValueKind.String } word => LevelOf(word.GetString()),
            _ => Member(told, "nsfw") switch
            {
                { ValueKind: JsonValueKind.String } word => LevelOf(word.GetString()),
                { ValueKind: JsonValueKind.True } => 8,
                _ => 1,
            },
        };

    private static int LevelOf(string? word) =>
        word switch
        {
            "Soft" => 2,
            "Mature" => 4,
            "X" => 8,
            "Blocked" => 32,
            _ => 1,
        };

    private static string TypeOf(string? url) =>
        Path.GetExtension(url ?? "").ToLowerInvariant() is ".mp4" or ".webm" ? Video : "image";

    private static long? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : null;
}
