using System.Text.Json;
using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Safetensors;

namespace BerryAIGen.Library.Sidecars;

/// <summary>The picture that a trainer put into a safetensors header.</summary>
public static class HeaderPreview
{
    private const string Covers = "ssmd_cover_images";
    private const string Thumbnail = "modelspec.thumbnail";

    // ComfyUI reads no further either; a header is no place for films.
    private const int MaxCharacters = 8 << 20;

    /// <summary>The first picture whose bytes are one; null when there is none.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static HeaderPicture? Find(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var reading = SafetensorsReader.Read(file, file.Length);
        return reading.IsValid ? Find(reading.Header.Metadata) : null;
    }

    /// <summary>The same, from the texts of a header.</summary>
    public static HeaderPicture? Find(IReadOnlyDictionary<string, string> metadata) =>
        Texts(metadata).Select(Decode).FirstOrDefault(picture => picture is not null);

    private static IEnumerable<string> Texts(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.TryGetValue(Covers, out var list) && list.Length <= MaxCharacters)
        {
            foreach (var text in List(list))
                yield return text;
        }

        if (metadata.TryGetValue(Thumbnail, out var address) && address.Length <= MaxCharacters)
            yield return address;
    }

    private static string[] List(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind != JsonValueKind.Array
                ? []
                :
                [
                    .. document
                        .RootElement.EnumerateArray()
                        .Where(item => item.ValueKind == JsonValueKind.String)
                        .Select(item => item.GetString()!),
                ];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    // Plain base64 or a data address; what the bytes are decides, not what the address says.
    private static HeaderPicture? Decode(string text)
    {
        var base64 = text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? text[(text.IndexOf(',') + 1)..]
            : text;
        var bytes = new byte[(base64.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            return null;
        var container = ContainerDetector.Detect(bytes.AsSpan(0, Math.Min(length, ContainerDetector.HeadBytes)));
        return container.IsMedia() ? new HeaderPicture(container, bytes[..length]) : null;
    }
}

/// <summary>A picture from a header.</summary>
/// <param name="Container">What its bytes are.</param>
/// <param name="Bytes">They.</param>
public sealed record HeaderPicture(Container Container, byte[] Bytes);
