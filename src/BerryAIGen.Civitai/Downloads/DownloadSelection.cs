using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai.Downloads;

/// <summary>Which file of a version the download route shall send; unset members are left to Civitai.</summary>
/// <remarks>
/// Only <see cref="FileId"/> is exact. The others are matched loosely by the server, and by the preferences of the
/// key's owner, so that the same address can send different files to different people.
/// </remarks>
public sealed record DownloadSelection
{
    /// <summary>Nothing wished: the version's primary file.</summary>
    public static DownloadSelection Primary { get; } = new();

    /// <summary>The exact file; the other members are ignored by the server when it is set.</summary>
    public FileId? FileId { get; init; }

    /// <summary>A file type such as <c>Model</c> or <c>VAE</c>; an unknown one is answered by 400.</summary>
    public string? Type { get; init; }

    /// <summary>A format such as <c>SafeTensor</c>; an unknown one is answered by 400.</summary>
    public string? Format { get; init; }

    /// <summary><c>full</c> or <c>pruned</c>.</summary>
    public string? Size { get; init; }

    /// <summary>A precision such as <c>fp16</c>; at most 64 characters.</summary>
    public string? Precision { get; init; }

    /// <summary>A quantisation such as <c>Q4_K_M</c>; at most 64 characters.</summary>
    public string? Quantization { get; init; }

    /// <summary>Picks one file exactly.</summary>
    public static DownloadSelection File(FileId file) => new() { FileId = file };

    internal static DownloadSelection FromQuery(string query) =>
        new()
        {
            FileId = References.FileId.TryParse(QueryPart.FindValue(query, "fileId"), out var file) ? file : null,
            Type = QueryPart.FindValue(query, "type"),
            Format = QueryPart.FindValue(query, "format"),
            Size = QueryPart.FindValue(query, "size"),
            Precision = QueryPart.FindValue(query, "fp"),
            Quantization = QueryPart.FindValue(query, "quantType"),
        };

    // The order is the one in which Civitai writes its own download addresses.
    internal string ToQuery()
    {
        (string Name, string? Value)[] parts =
        [
            ("type", Type),
            ("format", Format),
            ("size", Size),
            ("fp", Precision),
            ("quantType", Quantization),
            ("fileId", FileId?.ToString()),
        ];
        var set = parts.Where(part => !string.IsNullOrEmpty(part.Value));
        return string.Join('&', set.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
    }
}
