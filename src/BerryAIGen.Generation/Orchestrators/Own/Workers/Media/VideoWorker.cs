using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>Looks at and changes videos with ffmpeg. It opens files of the step's own folder and nothing else.</summary>
public sealed class VideoWorker : IStepWorker
{
    internal const string Metadata = "videoMetadata";
    internal const string Frames = "videoFrameExtraction";
    private const string Transcode = "transcode";

    public string Name => "ffmpeg";

    public IReadOnlyCollection<string> Types { get; } = [Metadata, Frames, Transcode];

    public void Check(string type, JsonNode? input, string place, FieldProblems problems)
    {
        if (InputReader.Open(input, place, problems) is { } reader)
            VideoWish.Read(type, reader);
    }

    public async Task<JsonObject> RunAsync(StepWork work, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        var wish = VideoWish.Read(work.Type, InputReader.Open(work.Input, "input", problems)!);
        problems.ThrowIfAny();
        var source = await work.FetchAsync(wish.Source!, cancellationToken).ConfigureAwait(false);
        var known = await Ffmpeg.LookAsync(work, source, cancellationToken).ConfigureAwait(false);
        if (!known.HasPicture)
            throw new LibraryException(FailureCode.Usage, "The file has no moving picture in it.");
        return work.Type switch
        {
            Metadata => new JsonObject
            {
                ["width"] = known.Width,
                ["height"] = known.Height,
                ["fps"] = known.Rate,
                ["duration"] = known.Duration.ToString("c", CultureInfo.InvariantCulture),
            },
            Frames => await FramesAsync(work, source, wish, cancellationToken).ConfigureAwait(false),
            _ => await TranscodeAsync(work, source, known, wish, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<JsonObject> FramesAsync(
        StepWork work,
        MediaFile source,
        VideoWish wish,
        CancellationToken cancellationToken
    )
    {
        var rate = wish.Rate.ToString("R", CultureInfo.InvariantCulture);
        // What differs from the frame kept before in less than this share of its pixels is the same picture.
        var filter = $"fps={rate},{FrameFilter(wish.Threshold)}";
        await Ffmpeg
            .RunAsync(
                work,
                [
                    "-ss",
                    wish.Start.ToString("R", CultureInfo.InvariantCulture),
                    .. Ffmpeg.Input(source),
                    "-vf",
                    filter,
                    "-vsync",
                    "vfr",
                    "-frames:v",
                    wish.Most.ToString(CultureInfo.InvariantCulture),
                    "frame-%05d.png",
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        var frames = new JsonArray();
        foreach (var path in Directory.EnumerateFiles(work.Folder, "frame-*.png").Order(StringComparer.Ordinal))
        {
            var size = await Ffmpeg
                .LookAsync(work, new MediaFile(path, MediaKind.Png), cancellationToken)
                .ConfigureAwait(false);
            var blob = await work.KeepAsync(
                    new MadeFile(path, MediaKind.Png, size.Width, size.Height),
                    cancellationToken
                )
                .ConfigureAwait(false);
            frames.Add((JsonNode)blob);
        }

        return new JsonObject { ["totalFramesExtracted"] = frames.Count, ["frames"] = frames };
    }

    // mpdecimate's own thresholds, from none (every frame differs) to all.
    private static string FrameFilter(double threshold) =>
        threshold >= 1
            ? "null"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"mpdecimate=hi={64 * 12}:lo={64 * 5}:frac={Math.Max(0.0001, 1 - threshold):R}"
            );

    private static async Task<JsonObject> TranscodeAsync(
        StepWork work,
        MediaFile source,
        MediaFacts known,
        VideoWish wish,
        CancellationToken cancellationToken
    )
    {
        var kind = wish.Container == "webM" ? MediaKind.WebM : MediaKind.Mp4;
        // Both formats store pairs of pixels.
        var width = wish.Width / 2 * 2;
        var height = Math.Max(2, (int)Math.Round(known.Height * (double)width / known.Width / 2) * 2);
        var made = $"made{kind.Ending}";
        await Ffmpeg
            .RunAsync(
                work,
                [
                    .. Ffmpeg.Input(source),
                    "-map_metadata",
                    "-1",
                    "-vf",
                    $"scale={width}:{height}",
                    .. Ffmpeg.Output(kind),
                    made,
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        return await work.KeepAsync(
                new MadeFile(Path.Combine(work.Folder, made), kind, width, height),
                cancellationToken
            )
            .ConfigureAwait(false);
    }
}
