using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers;

/// <summary>Looks at and changes videos with ffmpeg. It opens files of the step's own folder and nothing else.</summary>
public sealed class VideoWorker : IStepWorker
{
    private const string Metadata = "videoMetadata";
    private const string Frames = "videoFrameExtraction";
    private const string Transcode = "transcode";
    private const int MostFrames = 1000;
    private const int Widest = 7680;
    private static readonly string[] Containers = ["mp4", "webM"];

    private static readonly string[] Quiet = ["-v", "error", "-protocol_whitelist", "file,pipe"];

    // Never left to ffmpeg to guess: a playlist behind the tag of a sound would have it open other files of this machine.
    private static readonly FrozenDictionary<MediaKind, string> Demuxers = new Dictionary<MediaKind, string>
    {
        [MediaKind.Mp4] = "mov",
        [MediaKind.WebM] = "matroska",
        [MediaKind.Mp3] = "mp3",
        [MediaKind.Ogg] = "ogg",
        [MediaKind.Wav] = "wav",
        [MediaKind.Gif] = "gif",
        [MediaKind.Png] = "png_pipe",
        [MediaKind.Jpeg] = "jpeg_pipe",
        [MediaKind.WebP] = "webp_pipe",
    }.ToFrozenDictionary();

    public string Name => "ffmpeg";

    public IReadOnlyCollection<string> Types { get; } = [Metadata, Frames, Transcode];

    public void Check(string type, JsonNode? input, string place, FieldProblems problems)
    {
        if (InputReader.Open(input, place, problems) is { } reader)
            Read(type, reader);
    }

    public async Task<JsonObject> RunAsync(StepWork work, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        var wish = Read(work.Type, InputReader.Open(work.Input, "input", problems)!);
        problems.ThrowIfAny();
        var source = await work.FetchAsync(wish.Source!, cancellationToken).ConfigureAwait(false);
        var known = await ProbeAsync(work, source, cancellationToken).ConfigureAwait(false);
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
        await FfmpegAsync(
                work,
                [
                    "-ss",
                    wish.Start.ToString("R", CultureInfo.InvariantCulture),
                    .. Input(source),
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
            var size = await ProbeAsync(work, new MediaFile(path, MediaKind.Png), cancellationToken)
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
        Probed known,
        VideoWish wish,
        CancellationToken cancellationToken
    )
    {
        var isWebM = wish.Container == "webM";
        var kind = isWebM ? MediaKind.WebM : MediaKind.Mp4;
        // Both formats store pairs of pixels.
        var width = wish.Width / 2 * 2;
        var height = Math.Max(2, (int)Math.Round(known.Height * (double)width / known.Width / 2) * 2);
        var made = $"made{kind.Ending}";
        await FfmpegAsync(
                work,
                [
                    .. Input(source),
                    "-map_metadata",
                    "-1",
                    "-vf",
                    $"scale={width}:{height}",
                    .. isWebM
                        ? (string[])["-c:v", "libvpx-vp9", "-crf", "32", "-b:v", "0", "-row-mt", "1", "-c:a", "libopus"]
                        : ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-c:a", "aac"],
                    "-threads",
                    "1",
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

    private static async Task<Probed> ProbeAsync(StepWork work, MediaFile file, CancellationToken cancellationToken)
    {
        var text = await ChildTool
            .RunAsync(
                work,
                "ffprobe",
                [
                    .. Quiet,
                    "-select_streams",
                    "v:0",
                    "-show_entries",
                    "stream=width,height,avg_frame_rate:format=duration",
                    "-of",
                    "json",
                    .. Input(file),
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        var json = JsonNode.Parse(text);
        if (json?["streams"] is not JsonArray { Count: > 0 } streams || streams[0] is not { } stream)
            throw new LibraryException(FailureCode.Usage, "The file has no moving picture in it.");
        var rate = stream["avg_frame_rate"]?.ToString().Split('/') ?? [];
        var seconds = Number(json["format"]?["duration"]?.ToString());
        return new Probed(
            (int)stream["width"]!,
            (int)stream["height"]!,
            rate is [var above, var below] && Number(below) > 0 ? Math.Round(Number(above) / Number(below), 3) : 0,
            TimeSpan.FromSeconds(seconds)
        );
    }

    private static Task<string> FfmpegAsync(
        StepWork work,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    ) => ChildTool.RunAsync(work, "ffmpeg", ["-nostdin", .. Quiet, .. arguments], cancellationToken);

    private static string[] Input(MediaFile file) =>
        Demuxers.GetValueOrDefault(file.Kind) is { } demuxer
            ? ["-f", demuxer, "-i", Path.GetFileName(file.Path)]
            : throw new LibraryException(FailureCode.Usage, $"The file is {file.Kind.MediaType}, which is no video.");

    private static double Number(string? text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static VideoWish Read(string type, InputReader reader)
    {
        switch (type)
        {
            case Metadata:
                reader.Only("video");
                return new VideoWish(reader.Text("video", isRequired: true));
            case Frames:
                reader.Only("videoUrl", "frameRate", "uniqueThreshold", "maxFrames", "startTime");
                return new VideoWish(reader.Text("videoUrl", isRequired: true))
                {
                    Rate = reader.Number("frameRate", 0.001, 120) ?? 1,
                    Threshold = reader.Number("uniqueThreshold", 0, 1) ?? 0.9,
                    Most = reader.Whole("maxFrames", 1, MostFrames) ?? MostFrames,
                    Start = reader.Number("startTime", 0, 1_000_000) ?? 0,
                };
            default:
                reader.Only("sourceUrl", "containerFormat", "width", "destinationUrl");
                if (reader.Has("destinationUrl"))
                    reader.Refuse("destinationUrl", "Nothing is sent to other places from here; fetch the blob.");
                return new VideoWish(reader.Text("sourceUrl", isRequired: true))
                {
                    Container = reader.Word("containerFormat", Containers) ?? Containers[0],
                    Width = reader.Whole("width", 2, Widest, isRequired: true) ?? 0,
                };
        }
    }

    private sealed record VideoWish(string? Source)
    {
        public double Rate { get; init; }

        public double Threshold { get; init; }

        public int Most { get; init; }

        public double Start { get; init; }

        public string Container { get; init; } = "";

        public int Width { get; init; }
    }

    private sealed record Probed(int Width, int Height, double Rate, TimeSpan Duration);
}
