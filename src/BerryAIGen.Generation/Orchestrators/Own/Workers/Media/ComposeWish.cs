using System.Text.RegularExpressions;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>What a <c>composeMedia</c> step is to do.</summary>
internal sealed partial record ComposeWish
{
    private const int MostElements = 50;
    private const int MostTransformers = 10;
    private const int Widest = 7680;
    private const double Longest = 6 * 60 * 60;
    private static readonly string[] Fits = ["contain", "cover", "stretch"];
    private static readonly string[] Types = ["audio", "video"];
    private static readonly string[] Changing = ["volume", "fadeIn", "fadeOut"];
    private static readonly Dictionary<string, MediaKind> Containers = new(StringComparer.Ordinal)
    {
        ["mp4"] = MediaKind.Mp4,
        ["webm"] = MediaKind.WebM,
        ["ogg"] = MediaKind.Ogg,
        ["mp3"] = MediaKind.Mp3,
    };

    public IReadOnlyList<ComposeElement> Elements { get; private init; } = [];

    /// <summary>Null for one as large as the first video.</summary>
    public ComposeCanvas? Canvas { get; private init; }

    /// <summary><c>audio</c> or <c>video</c>; null for whatever the elements are.</summary>
    public string? Type { get; private init; }

    /// <summary>Null for the usual one of its type.</summary>
    public MediaKind? Container { get; private init; }

    /// <summary>Whether sounds are made as much softer as there are of them at once.</summary>
    public bool IsNormalized { get; private init; }

    /// <summary>Remembers what is wrong.</summary>
    public static ComposeWish Read(InputReader reader)
    {
        reader.Only("elements", "canvas", "output", "normalize");
        var output = reader.Inner("output");
        output?.Only("type", "container");
        var type = output?.Word("type", Types);
        var word = output?.Word("container", ["auto", .. Containers.Keys]);
        var container = word is null ? null : Containers.GetValueOrDefault(word);
        if (container is not null && type is not null && container.BlobType != type)
            output!.Refuse("container", $"{word} holds no {type} here; leave it out, or take another one.");
        return new ComposeWish
        {
            Elements = [.. reader.Objects("elements", 1, MostElements).Select(ReadElement)],
            Canvas = reader.Inner("canvas") is { } canvas ? ReadCanvas(canvas) : null,
            Type = type ?? container?.BlobType,
            Container = container,
            IsNormalized = reader.Flag("normalize") ?? false,
        };
    }

    private static ComposeElement ReadElement(InputReader element)
    {
        element.Only("url", "at", "offset", "layout", "transformers");
        if (element.Has("at") && element.Has("offset"))
            element.Refuse("offset", "It moves what comes after the one before; what has \"at\" begins there.");
        var layout = element.Inner("layout");
        layout?.Only("fit", "scale", "x", "y", "zOrder");
        var changes = element.Objects("transformers", 0, MostTransformers).Select(ReadChange);
        return new ComposeElement(element.Text("url", isRequired: true))
        {
            At = element.Number("at", 0, Longest),
            Offset = element.Number("offset", -Longest, Longest) ?? 0,
            Fit = layout?.Word("fit", Fits) ?? Fits[0],
            Scale = layout?.Number("scale", 0.01, 4) ?? 1,
            X = layout?.Whole("x", -Widest, Widest) ?? 0,
            Y = layout?.Whole("y", -Widest, Widest) ?? 0,
            Order = layout?.Whole("zOrder", -1000, 1000) ?? 0,
            Changes = [.. changes.OfType<ComposeChange>()],
        };
    }

    private static ComposeChange? ReadChange(InputReader change)
    {
        switch (change.Word("type", Changing, isRequired: true))
        {
            case "volume":
                change.Only("type", "db");
                return new ComposeChange("volume", change.Number("db", -60, 30, isRequired: true) ?? 0);
            case { } fade:
                change.Only("type", "durationMs");
                var length = change.Number("durationMs", 1, Longest * 1000, isRequired: true) ?? 0;
                return new ComposeChange(fade, length / 1000);
            default:
                return null;
        }
    }

    private static ComposeCanvas ReadCanvas(InputReader canvas)
    {
        canvas.Only("width", "height", "fps", "background");
        var background = canvas.Text("background") ?? "#000000";
        if (!Colour().IsMatch(background))
            canvas.Refuse(
                "background",
                $"\"{background}\" is no colour such as #20a0ff; nothing here can be seen through."
            );
        return new ComposeCanvas(Size("width"), Size("height"), canvas.Whole("fps", 1, 120), background[1..]);

        int Size(string name)
        {
            var size = canvas.Whole(name, 2, Widest, isRequired: true) ?? 2;
            if (size % 2 > 0)
                canvas.Refuse(name, $"Videos store pairs of pixels: {size} is odd.");
            return size;
        }
    }

    [GeneratedRegex(@"\A#[0-9A-Fa-f]{6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();
}

/// <summary>A video or sound of a composition.</summary>
/// <param name="Url">Null while it is open.</param>
internal sealed record ComposeElement(string? Url)
{
    /// <summary>When it begins, in seconds; null for after the one before that has none, too.</summary>
    public double? At { get; init; }

    /// <summary>How much later it begins than after the one before.</summary>
    public double Offset { get; init; }

    public string Fit { get; init; } = "";

    public double Scale { get; init; }

    public int X { get; init; }

    public int Y { get; init; }

    /// <summary>The greater one lies above.</summary>
    public int Order { get; init; }

    public IReadOnlyList<ComposeChange> Changes { get; init; } = [];
}

/// <summary>A change of an element.</summary>
/// <param name="Type"><c>volume</c>, <c>fadeIn</c> or <c>fadeOut</c>.</param>
/// <param name="Amount">Decibels, or seconds.</param>
internal sealed record ComposeChange(string Type, double Amount);

/// <summary>On which videos lie.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Rate">Pictures in a second; null for the usual 30.</param>
/// <param name="Background">Six hexadecimal digits.</param>
internal sealed record ComposeCanvas(int Width, int Height, int? Rate, string Background);
