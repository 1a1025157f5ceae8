using System.Globalization;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>What a <c>convertImage</c> step is to do.</summary>
internal sealed record ConvertWish
{
    private const int Widest = 16384;
    private const int MostChanges = 20;
    private const int MostRegions = 100;
    private const int UsualQuality = 85;
    private static readonly string[] Formats = ["jpeg", "png", "webp", "gif"];
    private static readonly string[] Changing = ["resize", "blur"];
    private static readonly string[] Modes = ["include", "exclude"];
    private static readonly MediaKind[] Kinds = [MediaKind.Jpeg, MediaKind.Png, MediaKind.WebP, MediaKind.Gif];

    /// <summary>Null while it is open.</summary>
    public string? Image { get; private init; }

    public IReadOnlyList<ImageChange> Changes { get; private init; } = [];

    public MediaKind Kind { get; private init; } = MediaKind.Png;

    /// <summary>As libvips reads them behind a name.</summary>
    public string SaveOptions { get; private init; } = "";

    /// <summary>The most pictures of a moving one; null for all.</summary>
    public int? MostFrames { get; private init; }

    /// <summary>Remembers what is wrong; null when no format is given.</summary>
    public static ConvertWish? Read(InputReader reader)
    {
        reader.Only("image", "transforms", "output");
        var image = reader.Text("image", isRequired: true);
        var changes = reader.Objects("transforms", 0, MostChanges).Select(ReadChange).OfType<ImageChange>().ToArray();
        if (reader.Inner("output", isRequired: true) is not { } output)
            return null;
        if (output.Word("format", Formats, isRequired: true) is not { } format)
            return null;
        output.Only(
            format switch
            {
                "jpeg" => ["format", "hideMetadata", "quality"],
                "webp" => ["format", "hideMetadata", "quality", "lossless", "maxFrames"],
                "gif" => ["format", "hideMetadata", "maxFrames"],
                _ => ["format", "hideMetadata"],
            }
        );
        var quality = output.Whole("quality", 1, 100) ?? UsualQuality;
        string?[] options =
        [
            output.Flag("hideMetadata") == true ? "strip" : null,
            format == "jpeg" || (format == "webp" && output.Flag("lossless") != true)
                ? $"Q={quality.ToString(CultureInfo.InvariantCulture)}"
                : null,
            format == "webp" && output.Flag("lossless") == true ? "lossless" : null,
        ];
        return new ConvertWish
        {
            Image = image,
            Changes = changes,
            Kind = Kinds[Array.IndexOf(Formats, format)],
            SaveOptions = string.Join(',', options.OfType<string>()),
            MostFrames = output.Whole("maxFrames", 1, 1000),
        };
    }

    private static ImageChange? ReadChange(InputReader change)
    {
        switch (change.Word("type", Changing, isRequired: true))
        {
            case "resize":
                change.Only("type", "targetWidth");
                return change.Whole("targetWidth", 1, Widest) is { } width ? new ImageChange(width, null) : null;
            case "blur":
                change.Only("type", "blur", "mode", "regions");
                var blur = change.Whole("blur", 1, 100, isRequired: true);
                var mode = change.Word("mode", Modes, isRequired: true);
                var regions = change.Objects("regions", 0, MostRegions).Select(ReadRegion).ToArray();
                return new ImageChange(null, blur)
                {
                    IsInside = mode == "include",
                    Regions = [.. regions.OfType<ImageRegion>()],
                };
            default:
                return null;
        }
    }

    private static ImageRegion? ReadRegion(InputReader region)
    {
        region.Only("x1", "y1", "x2", "y2");
        int?[] corners =
        [
            .. ((string[])["x1", "y1", "x2", "y2"]).Select(name => region.Whole(name, 0, 1_000_000, isRequired: true)),
        ];
        return corners is [{ } left, { } top, { } right, { } bottom] ? new ImageRegion(left, top, right, bottom) : null;
    }
}

/// <summary>One change of a picture: another width, or a blur.</summary>
/// <param name="Width">The height follows.</param>
/// <param name="Blur">How strong.</param>
internal sealed record ImageChange(int? Width, double? Blur)
{
    /// <summary>Whether the regions are blurred, and not what is around them.</summary>
    public bool IsInside { get; init; }

    public IReadOnlyList<ImageRegion> Regions { get; init; } = [];
}

/// <summary>A rectangle in pixels.</summary>
internal sealed record ImageRegion(int X1, int Y1, int X2, int Y2)
{
    /// <summary>Left, top, width and height of what of it is in the picture; null for nothing.</summary>
    public int[]? Within(int width, int height)
    {
        var (left, top) = (Math.Min(X1, X2), Math.Min(Y1, Y2));
        var (right, bottom) = (Math.Min(Math.Max(X1, X2), width), Math.Min(Math.Max(Y1, Y2), height));
        return right > left && bottom > top ? [left, top, right - left, bottom - top] : null;
    }
}
