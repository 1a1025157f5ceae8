namespace BerryAIGen.Generation.Orchestrators.Own.Workers;

/// <summary>A kind of file that steps take or make.</summary>
/// <param name="MediaType"><c>image/png</c>.</param>
/// <param name="Ending">With its dot.</param>
/// <param name="BlobType"><c>image</c>, <c>video</c>, <c>audio</c> or <c>archive</c>.</param>
public sealed record MediaKind(string MediaType, string Ending, string BlobType)
{
    public static MediaKind Png { get; } = new("image/png", ".png", "image");

    public static MediaKind Jpeg { get; } = new("image/jpeg", ".jpeg", "image");

    public static MediaKind WebP { get; } = new("image/webp", ".webp", "image");

    public static MediaKind Gif { get; } = new("image/gif", ".gif", "image");

    public static MediaKind Mp4 { get; } = new("video/mp4", ".mp4", "video");

    public static MediaKind WebM { get; } = new("video/webm", ".webm", "video");

    public static MediaKind Mp3 { get; } = new("audio/mpeg", ".mp3", "audio");

    public static MediaKind Ogg { get; } = new("audio/ogg", ".ogg", "audio");

    public static MediaKind Wav { get; } = new("audio/wav", ".wav", "audio");

    public static MediaKind Zip { get; } = new("application/zip", ".zip", "archive");

    public static MediaKind Tar { get; } = new("application/x-tar", ".tar", "archive");

    /// <summary>Those that may be sent here.</summary>
    public static IReadOnlyList<MediaKind> Taken { get; } = [Png, Jpeg, WebP, Gif, Mp4, WebM, Mp3, Ogg, Wav];

    /// <summary>What the first bytes of a file say; null for anything else.</summary>
    /// <param name="head">At least 16 bytes, where the file has them.</param>
    public static MediaKind? Of(ReadOnlySpan<byte> head) =>
        IsPng(head) ? Png
        : head is [0xFF, 0xD8, 0xFF, ..] ? Jpeg
        : head.StartsWith("GIF8"u8) ? Gif
        : IsRiff(head, "WEBP"u8) ? WebP
        : IsRiff(head, "WAVE"u8) ? Wav
        : head.Length > 8 && head[4..].StartsWith("ftyp"u8) ? Mp4
        : head is [0x1A, 0x45, 0xDF, 0xA3, ..] ? WebM
        : head.StartsWith("OggS"u8) ? Ogg
        : head.StartsWith("ID3"u8) || head is [0xFF, 0xFB or 0xF3 or 0xF2, ..] ? Mp3
        : null;

    private static bool IsPng(ReadOnlySpan<byte> head) => head is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..];

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) =>
        head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith(form);
}
