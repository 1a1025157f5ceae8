using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>Puts videos and sounds together: after each other, over each other, at times and places.</summary>
public sealed class ComposeWorker : IStepWorker
{
    private const string Video = "video";
    private const double Longest = 6 * 60 * 60;

    // About what one processor writes in the two hours that a step has.
    private const double MostPixels = 300e9;

    public string Name => "compose";

    public IReadOnlyCollection<string> Types { get; } = ["composeMedia"];

    public void Check(string type, JsonNode? input, string place, FieldProblems problems)
    {
        if (InputReader.Open(input, place, problems) is { } reader)
            ComposeWish.Read(reader);
    }

    public async Task<JsonObject> RunAsync(StepWork work, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        var wish = ComposeWish.Read(InputReader.Open(work.Input, "input", problems)!);
        problems.ThrowIfAny();
        var files = new List<MediaFile>();
        var known = new List<(ComposeElement, MediaFacts)>();
        foreach (var element in wish.Elements)
        {
            var file = await work.FetchAsync(element.Url!, cancellationToken).ConfigureAwait(false);
            var facts = await Ffmpeg.LookAsync(work, file, cancellationToken).ConfigureAwait(false);
            CheckElement(files.Count, file, facts);
            files.Add(file);
            known.Add((element, facts));
        }

        var elements = ComposeGraph.Place(known);
        var seconds = elements.Max(one => one.End);
        CheckTimes(elements, seconds);
        var isVideo = (wish.Type ?? (wish.Canvas is not null || elements.Any(HasPicture) ? Video : "")) == Video;
        var canvas = isVideo ? CanvasOf(wish, elements) : null;
        CheckPixels(canvas, seconds);
        var made = await MakeAsync(work, wish, files, elements, canvas, cancellationToken).ConfigureAwait(false);
        var blob = await work.KeepAsync(made, cancellationToken).ConfigureAwait(false);
        if (!isVideo)
            blob["duration"] = Math.Round(seconds, 3);
        return new JsonObject
        {
            ["type"] = isVideo ? Video : "audio",
            [isVideo ? "videoBlob" : "audioBlob"] = blob,
            ["elements"] = new JsonArray([
                .. elements.Select(one => new JsonObject
                {
                    ["startSeconds"] = Math.Round(one.Start, 3),
                    ["duration"] = Math.Round(one.Seconds, 3),
                }),
            ]),
        };
    }

    private static async Task<MadeFile> MakeAsync(
        StepWork work,
        ComposeWish wish,
        IReadOnlyList<MediaFile> files,
        IReadOnlyList<PlacedElement> elements,
        ComposeCanvas? canvas,
        CancellationToken cancellationToken
    )
    {
        var seconds = elements.Max(one => one.End);
        var kind = wish.Container ?? (canvas is null ? MediaKind.Mp3 : MediaKind.Mp4);
        var sound = ComposeGraph.Sound(elements, wish.IsNormalized, seconds);
        if (sound is null && canvas is null)
            throw new LibraryException(FailureCode.Usage, "None of the elements has a sound.");
        string?[] graphs = [canvas is null ? null : ComposeGraph.Picture(elements, canvas, seconds), sound];
        var made = $"made{kind.Ending}";
        await Ffmpeg
            .RunAsync(
                work,
                [
                    .. files.SelectMany(Ffmpeg.Input),
                    "-filter_complex_threads",
                    "1",
                    "-filter_complex",
                    string.Join(';', graphs.OfType<string>()),
                    .. canvas is null ? (string[])[] : ["-map", "[seen]"],
                    .. sound is null ? (string[])[] : ["-map", "[heard]"],
                    "-map_metadata",
                    "-1",
                    .. Ffmpeg.Output(kind),
                    "-t",
                    Ffmpeg.Text(seconds),
                    made,
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        return new MadeFile(Path.Combine(work.Folder, made), kind, canvas?.Width, canvas?.Height);
    }

    private static void CheckElement(int index, MediaFile file, MediaFacts facts)
    {
        var why =
            file.Kind.BlobType == "image" ? $"is {file.Kind.MediaType}; videos and sounds are put together here"
            : !facts.HasPicture && !facts.HasSound ? "has neither a picture nor a sound"
            : facts.Duration <= TimeSpan.Zero ? "does not say how long it is; transcode it first"
            : null;
        if (why is not null)
            throw new LibraryException(FailureCode.Usage, $"elements[{index}] {why}.");
    }

    private static void CheckTimes(IReadOnlyList<PlacedElement> elements, double seconds)
    {
        if (elements.FirstOrDefault(one => one.Start < 0) is { } early)
            throw new LibraryException(
                FailureCode.Usage,
                $"elements[{early.Input}] would begin {Ffmpeg.Text(-early.Start)} seconds before the beginning; its offset is too small."
            );
        if (seconds > Longest)
            throw new LibraryException(
                FailureCode.Usage,
                $"It would last {Ffmpeg.Text(seconds)} seconds; {Longest} are the most."
            );
    }

    private static void CheckPixels(ComposeCanvas? canvas, double seconds)
    {
        if (canvas is null)
            return;
        var (rate, pixels) = (ComposeGraph.RateOf(canvas), (double)canvas.Width * canvas.Height);
        if (pixels * rate * seconds > MostPixels)
            throw new LibraryException(
                FailureCode.Usage,
                $"canvas: {canvas.Width} × {canvas.Height} pixels {rate} times a second for {Ffmpeg.Text(Math.Round(seconds))} seconds are more than {MostPixels / 1e9} gigapixels, the most that one step writes; take a smaller canvas, a lower canvas.fps, or less time."
            );
    }

    private static bool HasPicture(PlacedElement one) => one.Facts.HasPicture;

    private static ComposeCanvas CanvasOf(ComposeWish wish, IReadOnlyList<PlacedElement> elements)
    {
        if (wish.Canvas is { } canvas)
            return canvas;
        if (elements.FirstOrDefault(HasPicture)?.Facts is not { } first)
            throw new LibraryException(
                FailureCode.Usage,
                "None of the elements is a video; give a canvas, or let output.type be audio."
            );
        return new ComposeCanvas(Math.Max(2, first.Width / 2 * 2), Math.Max(2, first.Height / 2 * 2), null, "000000");
    }
}
