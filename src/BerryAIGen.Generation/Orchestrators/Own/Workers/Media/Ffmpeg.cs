using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers.Media;

/// <summary>ffmpeg and ffprobe on files of a step's own folder; they open those and nothing else.</summary>
internal static class Ffmpeg
{
    // Said before each file: what stands before the first one says nothing of the second.
    private static readonly string[] OwnFiles = ["-protocol_whitelist", "file,pipe"];

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

    /// <summary>The arguments that open a file.</summary>
    public static string[] Input(MediaFile file) =>
        Demuxers.GetValueOrDefault(file.Kind) is { } demuxer
            ? [.. OwnFiles, "-f", demuxer, "-i", Path.GetFileName(file.Path)]
            : throw new LibraryException(FailureCode.Usage, $"The file is {file.Kind.MediaType}, which is no video.");

    /// <summary>The arguments that write a video or a sound of a kind.</summary>
    public static string[] Output(MediaKind kind) =>
        kind == MediaKind.WebM
            ? ["-c:v", "libvpx-vp9", "-crf", "32", "-b:v", "0", "-row-mt", "1", "-c:a", "libopus", "-threads", "1"]
        : kind == MediaKind.Mp4
            ? ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-c:a", "aac", "-threads", "1"]
        : kind == MediaKind.Ogg ? ["-c:a", "libopus"]
        : ["-c:a", "libmp3lame", "-q:a", "2"];

    public static Task<string> RunAsync(
        StepWork work,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    ) => ChildTool.RunAsync(work, "ffmpeg", ["-nostdin", "-v", "error", .. arguments], cancellationToken);

    /// <summary>What is in a file.</summary>
    public static async Task<MediaFacts> LookAsync(StepWork work, MediaFile file, CancellationToken cancellationToken)
    {
        var text = await ChildTool
            .RunAsync(
                work,
                "ffprobe",
                [
                    "-v",
                    "error",
                    "-show_entries",
                    "stream=codec_type,width,height,avg_frame_rate:stream_disposition=attached_pic:stream_side_data=rotation:format=duration",
                    "-of",
                    "json",
                    .. Input(file),
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        var json = JsonNode.Parse(text);
        var streams = json?["streams"] as JsonArray ?? [];
        // The cover of a sound is a picture, too.
        var picture = streams.FirstOrDefault(one =>
            $"{one?["codec_type"]}" == "video" && $"{one?["disposition"]?["attached_pic"]}" != "1"
        );
        var rate = picture?["avg_frame_rate"]?.ToString().Split('/') ?? [];
        var (width, height) = ((int?)picture?["width"] ?? 0, (int?)picture?["height"] ?? 0);
        // Telephones film lying down, and note how it is to be turned; ffmpeg turns it before anything else.
        var turned = (picture?["side_data_list"] as JsonArray)
            ?.Select(one => Number(one?["rotation"]?.ToString()))
            .Any(angle => Math.Abs(angle) % 180 is > 45 and < 135);
        return new MediaFacts(
            turned == true ? height : width,
            turned == true ? width : height,
            rate is [var above, var below] && Number(below) > 0 ? Math.Round(Number(above) / Number(below), 3) : 0,
            TimeSpan.FromSeconds(Number(json?["format"]?["duration"]?.ToString()))
        )
        {
            HasSound = streams.Any(one => $"{one?["codec_type"]}" == "audio"),
        };
    }

    /// <summary>A number as filters and options read it.</summary>
    public static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static double Number(string? text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>What is in a picture, video or sound.</summary>
/// <param name="Width">In pixels; 0 where there is nothing to see.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Rate">Pictures in a second.</param>
/// <param name="Duration">How long it is; zero where the file does not say so.</param>
internal sealed record MediaFacts(int Width, int Height, double Rate, TimeSpan Duration)
{
    public bool HasPicture => Width > 0 && Height > 0;

    public bool HasSound { get; init; }
}
