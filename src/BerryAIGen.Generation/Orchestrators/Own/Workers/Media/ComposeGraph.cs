using static BerryAIGen.Generation.Orchestrators.Own.Workers.Media.Ffmpeg;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>An element with its place in time.</summary>
internal sealed record PlacedElement(int Input, ComposeElement Wish, MediaFacts Facts, double Start)
{
    public double Seconds => Facts.Duration.TotalSeconds;

    public double End => Start + Seconds;
}

/// <summary>A composition in the words of ffmpeg's filters: numbers and names of ours, no text of a stranger.</summary>
internal static class ComposeGraph
{
    private const int UsualRate = 30;

    /// <summary>When each element begins: where it wishes, or after the one before that wished nothing.</summary>
    public static IReadOnlyList<PlacedElement> Place(IReadOnlyList<(ComposeElement Wish, MediaFacts Facts)> elements)
    {
        var (placed, end) = (new List<PlacedElement>(), 0.0);
        foreach (var (index, (wish, facts)) in elements.Index())
        {
            var one = new PlacedElement(index, wish, facts, wish.At ?? end + wish.Offset);
            placed.Add(one);
            if (wish.At is null)
                end = one.End;
        }

        return placed;
    }

    /// <summary>Pictures in a second.</summary>
    public static int RateOf(ComposeCanvas canvas) => canvas.Rate ?? UsualRate;

    /// <summary>Layers of videos on a canvas; they come out as <c>[seen]</c>.</summary>
    public static string Picture(IReadOnlyList<PlacedElement> elements, ComposeCanvas canvas, double seconds)
    {
        var rate = RateOf(canvas);
        var filters = new List<string>
        {
            $"color=c=0x{canvas.Background}:s={canvas.Width}x{canvas.Height}:r={rate}:d={Text(seconds)}[c0]",
        };
        var layers = elements.Where(one => one.Facts.HasPicture).OrderBy(one => one.Wish.Order).ToArray();
        foreach (var (index, one) in layers.Index())
        {
            var fades = one
                .Wish.Changes.Where(change => change.Type != "volume")
                .Select(change => Fade(change, one, ""));
            string[] steps =
            [
                Fitted(one.Wish, canvas),
                .. one.Wish.Scale == 1 ? (string[])[] : [$"scale='{Scaled("iw", one)}':'{Scaled("ih", one)}'"],
                "setsar=1",
                "setpts=PTS-STARTPTS",
                $"fps={rate}",
                .. fades,
                $"setpts=PTS+{Text(one.Start)}/TB",
            ];
            filters.Add($"[{one.Input}:v:0]{string.Join(',', steps)}[v{index}]");
            filters.Add($"[c{index}][v{index}]overlay={one.Wish.X}:{one.Wish.Y}:eof_action=pass[c{index + 1}]");
        }

        return string.Join(';', [.. filters, $"[c{layers.Length}]format=yuv420p[seen]"]);
    }

    /// <summary>All sounds mixed; they come out as <c>[heard]</c>. Null when there are none.</summary>
    public static string? Sound(IReadOnlyList<PlacedElement> elements, bool isNormalized, double seconds)
    {
        var sounds = elements.Where(one => one.Facts.HasSound).ToArray();
        if (sounds.Length == 0)
            return null;
        var atOnce = sounds.Max(one => sounds.Count(other => other.Start <= one.Start && one.Start < other.End));
        var filters = new List<string>();
        foreach (var (index, one) in sounds.Index())
        {
            string[] steps =
            [
                "aresample=48000",
                "aformat=sample_fmts=fltp:channel_layouts=stereo",
                "asetpts=PTS-STARTPTS",
                .. one.Wish.Changes.Select(change =>
                    change.Type == "volume" ? $"volume={Text(change.Amount)}dB" : Fade(change, one, "a")
                ),
                .. isNormalized ? (string[])[$"volume={Text(1.0 / atOnce)}"] : [],
                $"adelay={Text(Math.Round(one.Start * 1000))}:all=1",
            ];
            filters.Add($"[{one.Input}:a:0]{string.Join(',', steps)}[a{index}]");
        }

        var all = string.Concat(sounds.Select((_, index) => $"[a{index}]"));
        filters.Add($"{all}amix=inputs={sounds.Length}:normalize=0,apad=whole_dur={Text(seconds)}[heard]");
        return string.Join(';', filters);
    }

    private static string Fitted(ComposeElement wish, ComposeCanvas canvas)
    {
        var box = $"scale={canvas.Width}:{canvas.Height}";
        return wish.Fit switch
        {
            "cover" => $"{box}:force_original_aspect_ratio=increase,crop={canvas.Width}:{canvas.Height}",
            "stretch" => box,
            _ => $"{box}:force_original_aspect_ratio=decrease",
        };
    }

    private static string Scaled(string side, PlacedElement one) => $"max(2,trunc({side}*{Text(one.Wish.Scale)}/2)*2)";

    private static string Fade(ComposeChange change, PlacedElement one, string kind)
    {
        var length = Math.Min(change.Amount, one.Seconds);
        return change.Type == "fadeIn"
            ? $"{kind}fade=t=in:st=0:d={Text(length)}"
            : $"{kind}fade=t=out:st={Text(one.Seconds - length)}:d={Text(length)}";
    }
}
